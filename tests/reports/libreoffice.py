"""LibreOffice at work without a person: a macro opens a workbook, types, sorts and saves, as people do."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

MACRO = """
Sub Work(source As String, target As String, jobs As String)
  On Error GoTo Failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  number = FreeFile
  Open jobs For Input As #number
  Do While Not Eof(number)
    Line Input #number, job
    parts = Split(job, Chr(9))
    sheet = doc.Sheets.getByName(parts(1))
    If parts(0) = "sort" Then
      SortArea(sheet.getCellRangeByName(parts(2)))
    Else
      For row = 4 To 2000
        If sheet.getCellByPosition(0, row).String = parts(2) Then Exit For
      Next
      cell = sheet.getCellByPosition(CInt(parts(3)), row)
      If parts(0) = "text" Then cell.String = parts(4)
      If parts(0) = "day" Then cell.Value = CDbl(parts(4))
    End If
  Loop
  Close #number
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName" : kind(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL(target, kind())
  doc.close(True)
  StarDesktop.terminate()
  Exit Sub
Failed:
  fault = FreeFile
  Open jobs & ".fault" For Output As #fault
  Print #fault, Erl & ": " & Error$
  Close #fault
  StarDesktop.terminate()
End Sub

Sub SortArea(area As Object)
  Dim field(0) As New com.sun.star.table.TableSortField
  Dim how(1) As New com.sun.star.beans.PropertyValue
  field(0).Field = 0
  field(0).IsAscending = False
  how(0).Name = "SortFields"
  how(0).Value = field()
  how(1).Name = "ContainsHeader"
  how(1).Value = False
  area.sort(how())
End Sub
"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def work(source: Path, target: Path, jobs: list[tuple[object, ...]], folder: Path) -> None:
    """Do ``jobs`` on ``source`` and save it as ``target``: ("text" | "day", sheet, key, column, value), ("sort", sheet, area)."""
    profile = folder / "office"
    soffice = shutil.which("soffice")
    assert soffice
    office = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # The first start makes a profile, which has a module of macros to be filled in.
    subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(
        f'{HEAD}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(MACRO)}</script:module>'
    )
    listed = folder / "jobs.txt"
    listed.write_text("".join("\t".join(map(str, job)) + "\n" for job in jobs), encoding="utf-8")
    call = f'macro:///Standard.Module1.Work("{source.as_uri()}","{target.as_uri()}","{listed.as_uri()}")'
    subprocess.run([*office, call], check=True, capture_output=True, timeout=180)
