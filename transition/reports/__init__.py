"""Files people open: workbook, summary, worksheets and the exchange formats, all made from one register."""
