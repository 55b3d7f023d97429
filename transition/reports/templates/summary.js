(function () {
  "use strict";
  var LIMIT = 60;
  var data = JSON.parse(document.getElementById("data").textContent);
  var words = data.t;

  // One letter in, one letter out: places found in the folded text are places in the text itself.
  function fold(text) {
    var folded = plain(text);
    if (folded.length === text.length) { return folded; }
    return Array.prototype.map.call(text.split(""), function (letter) {
      var one = plain(letter);
      return one.length === 1 ? one : letter;
    }).join("");
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  }

  function unpack() {
    if (!data.z) { return Promise.resolve(data); }
    var letters = atob(data.z), bytes = new Uint8Array(letters.length);
    for (var i = 0; i < letters.length; i++) { bytes[i] = letters.charCodeAt(i); }
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  var rows = null, ready = null;
  function prepare() {
    ready = ready || unpack().then(function (index) {
      var folded = index.p.map(fold);
      rows = data.r.map(function (r, number) {
        return { requirement: true, text: r[2], place: r[0], serves: [number], folded: fold(r[2]) + "\n" + fold(r[0] + " " + r[1]) };
      }).concat(index.e.map(function (e) {
        var text = e[0].normalize("NFC");
        return {
          requirement: false, text: text, serves: e[3],
          place: index.p[e[1]] ? index.p[e[1]] + " › " + index.p[e[2]] : index.p[e[2]],
          folded: fold(text) + "\n" + folded[e[1]] + " " + folded[e[2]]
        };
      }));
    });
    return ready;
  }

  function terms(query) {
    var found = [];
    fold(query.normalize("NFC")).replace(/["“”«»]([^"“”«»]+)["“”«»]|([^\s"“”«»]+)/g, function (all, phrase, word) {
      var term = (phrase || word).trim().replace(/\s+/g, " ");
      if (term) { found.push(term); }
    });
    return found;
  }

  var LETTER = /[\p{L}\p{N}]/u;
  function letterAt(text, at) { return at >= 0 && at < text.length && LETTER.test(text[at]); }

  // A term is found where a word begins with it: "nha" finds "nhà" and "nhất", but not "doanh nghiệp".
  function placeOf(folded, term, from) {
    var at = folded.indexOf(term, from);
    while (at > 0 && letterAt(folded, at - 1) && letterAt(term, 0)) { at = folded.indexOf(term, at + 1); }
    return at;
  }

  // Words as they were typed, side by side, come first; then whole words; then beginnings of words.
  function rank(row, wanted, together) {
    if (placeOf(row.folded, together, 0) >= 0) { return 0; }
    return wanted.every(function (term) { return wholeWord(row.folded, term); }) ? 1 : 2;
  }

  function wholeWord(folded, term) {
    for (var at = placeOf(folded, term, 0); at >= 0; at = placeOf(folded, term, at + 1)) {
      if (!letterAt(folded, at + term.length)) { return true; }
    }
    return false;
  }

  function search(wanted) {
    var groups = [[], [], []], together = wanted.join(" ");
    rows.forEach(function (row) {
      if (wanted.every(function (term) { return placeOf(row.folded, term, 0) >= 0; })) {
        groups[rank(row, wanted, together)].push(row);
      }
    });
    return groups[0].concat(groups[1], groups[2]);
  }

  function marked(parent, text, wanted) {
    var folded = fold(text), at = 0;
    while (at < text.length) {
      var next = -1, length = 0;
      wanted.forEach(function (term) {
        var place = placeOf(folded, term, at);
        if (place >= 0 && (next < 0 || place < next || (place === next && term.length > length))) {
          next = place;
          length = term.length;
        }
      });
      if (next < 0) { break; }
      parent.append(text.slice(at, next));
      add(parent, "mark", "", text.slice(next, next + length));
      at = next + length;
    }
    parent.append(text.slice(at));
  }

  function add(parent, name, style, text) {
    var element = document.createElement(name);
    if (style) { element.className = style; }
    if (text) { element.textContent = text; }
    parent.append(element);
    return element;
  }

  function link(parent, number) {
    var key = data.r[number][0];
    add(parent, "a", "", key).href = "#" + anchor(key);
  }

  function anchor(key) { return "r-" + key.replace(/[^\w.-]/g, "-"); }

  function show(row, wanted, list) {
    var item = add(list, "li"), above = add(item, "p", "small soft");
    above.append((row.requirement ? words.requirement : words.evidence) + " · ");
    if (row.requirement) { link(above, row.serves[0]); } else { marked(above, row.place, wanted); }
    marked(add(item, "p"), row.text, wanted);
    if (row.requirement) { return; }
    var below = add(item, "p", "small");
    below.append(words.serves + " ");
    row.serves.slice(0, 12).forEach(function (number, i) {
      if (i) { below.append(" · "); }
      link(below, number);
    });
    if (row.serves.length > 12) { below.append(" …"); }
  }

  var box = document.getElementById("query"), list = document.getElementById("results"), status = document.getElementById("status");
  function answer() {
    if (!rows) { prepare().then(answer); return; }
    var wanted = terms(box.value);
    list.textContent = "";
    if (!wanted.length) { status.textContent = ""; return; }
    var found = search(wanted);
    var count = found.length === 1 ? words["found-one"] : words.found.replace("{n}", found.length);
    if (found.length > LIMIT) { count += ". " + words.shown.replace("{shown}", LIMIT).replace("{n}", found.length); }
    status.textContent = found.length ? count : words.nothing;
    found.slice(0, LIMIT).forEach(function (row) { show(row, wanted, list); });
  }

  var form = document.getElementById("find"), waiting = 0;
  form.hidden = false;
  if (data.n[0] < data.n[1]) {
    document.getElementById("query-help").append(" " + words.cut.replace("{kept}", data.n[0]).replace("{all}", data.n[1]));
  }
  form.addEventListener("submit", function (event) { event.preventDefault(); answer(); });
  setTimeout(prepare, 200);
  box.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(answer, 60); });

  // A link to a finding opens what it stands in.
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("#findings")) { return; }
    if (target.hidden) { document.querySelector("#tools input").click(); }
    for (var up = target; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") { up.open = true; }
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);

  var tools = document.getElementById("tools");
  tools.hidden = false;
  function each(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }
  function filter(wanted) {
    each(".finding", function (finding) { finding.hidden = wanted.length > 0 && wanted.indexOf(finding.dataset.verdict) < 0; });
    each(".clause-part, .group", function (part) { part.hidden = !part.querySelector(".finding:not([hidden])"); });
  }
  tools.addEventListener("change", function (event) { filter(event.target.value.split(" ").filter(Boolean)); });
  tools.addEventListener("click", function (event) {
    var wanted = event.target.dataset && event.target.dataset.all;
    if (wanted) { each(".group", function (group) { group.open = wanted === "open"; }); }
  });
  reveal();
})();
