/* One form on one device. Nothing here sends anything: answers are kept in this browser, and a person
   takes them out as a file. All texts are put in as texts, never as markup. */
(() => {
  const form = JSON.parse(document.getElementById("form-data").textContent);
  const words = form.words;
  const questions = form.sections.flatMap((section) => section.questions);
  const MOST_RADIOS = 21, MANY = 7, LONGEST_COMMENT = 4000;
  const key = "salesex:" + JSON.stringify([...form.about, form.code]);
  const kept = keeper(key, () => showKept());
  let state = null, takenOut = false;

  function bare(pairs = []) {
    return Object.assign(Object.create(null), Object.fromEntries(pairs)); // an item may be called "constructor"
  }

  function fresh() {
    return { saved: 0, code: form.code || randomCode(), unit: "", answers: bare(), comments: bare() };
  }

  function sound(text) {
    const texts = (part) => bare(Object.entries(part).filter((pair) => typeof pair[1] === "string"));
    try {
      const { saved, code, unit, answers, comments } = JSON.parse(text);
      if (typeof code !== "string" || typeof saved !== "number") return null;
      return { saved, code, unit: texts({ unit }).unit || "", answers: texts(answers), comments: texts(comments) };
    } catch {
      return null; // nothing there, or not what we wrote
    }
  }

  /* The newest of what is kept here, or null. */
  async function load() {
    const found = (await kept.texts()).map(sound).filter(Boolean);
    return found.sort((one, other) => other.saved - one.saved)[0] || null;
  }

  function save() {
    takenOut = false;
    notice.textContent = told.textContent = "";
    for (const said of panel.querySelectorAll(".done")) said.textContent = "";
    state.saved = Date.now();
    kept.put(JSON.stringify(state));
    refresh();
  }

  function below(limit) {
    const number = new Uint32Array(1);
    do crypto.getRandomValues(number);
    while (number[0] >= Math.floor(2 ** 32 / limit) * limit);
    return number[0] % limit;
  }

  function randomCode() {
    const { letters, signs, length } = form.coding;
    let code = letters[below(letters.length)], sum = signs.indexOf(code);
    for (let at = 2; at <= length; at++) {
      const sign = signs[below(signs.length)];
      code += sign;
      sum += at * signs.indexOf(sign);
    }
    return code + signs[sum % signs.length];
  }

  /* The file that is given back: YAML, every text quoted as JSON. */

  function quoted(text) {
    const escaped = (char) => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0");
    const whole = Array.from(text, (char) => (/^[\ud800-\udfff]$/.test(char) ? "\ufffd" : char)).join("");
    return JSON.stringify(whole).replace(/[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
  }

  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function map(name, entries) {
    if (!entries.length) return name === "answers" ? ["answers: {}"] : [];
    return [`${name}:`, ...entries.map(([id, text]) => `  ${quoted(id)}: ${text}`)];
  }

  function response() {
    const answers = questions.filter((one) => one.id in state.answers);
    const comments = questions.filter((one) => (state.comments[one.id] || "").trim());
    const whole = (state.comments[""] || "").trim();
    const written = (value) => (/^-?\d+$/.test(value) ? value : quoted(value));
    return [
      "format: salesex/response/1",
      `# ${quoted(form.questionnaire)} ${quoted(form.version)} ${form.language}`,
      `respondent: ${quoted(state.code)}`,
      `group: ${quoted(form.group)}`,
      ...(form.units.length ? [`unit: ${quoted(state.unit)}`] : []),
      "mode: self",
      `date: ${today()}`,
      ...map("answers", answers.map((one) => [one.id, written(state.answers[one.id])])),
      ...(whole ? [`comment: ${quoted(whole)}`] : []),
      ...map("comments", comments.map((one) => [one.id, quoted(state.comments[one.id].trim())])),
      "",
    ].join("\n");
  }

  const fileName = () => `${state.code}-${form.questionnaire}.yaml`;

  /* Building the page. */

  function make(name, properties = {}, ...children) {
    const { className, ...rest } = properties;
    const element = document.createElement(name);
    if (className) element.className = className;
    for (const [attribute, value] of Object.entries(rest)) {
      if (typeof value === "function") element.addEventListener(attribute, value);
      else if (value === true) element.setAttribute(attribute, "");
      else if (value !== false && value !== undefined) element.setAttribute(attribute, value);
    }
    element.append(...children);
    return element;
  }

  function put(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  function paragraphs(text, className) {
    return make("p", { className }, ...text.split("\n").flatMap((line, at) => (at ? [make("br"), line] : [line])));
  }

  function answer(id, value) {
    if (value) state.answers[id] = value;
    else delete state.answers[id];
    save();
  }

  function choices(question, at) {
    const many = form.choices.length > MANY;
    const rows = form.choices.map((choice) =>
      make(
        "label",
        { className: `choice${choice.apart ? " apart wide" : ""}` },
        make("input", { type: "radio", name: `q${at}`, value: choice.value, "aria-keyshortcuts": "Delete", change: () => answer(question.id, choice.value) }),
        make("span", {}, choice.label),
      ),
    );
    return make("div", { className: many ? "many" : undefined }, ...rows);
  }

  function list(question, at) {
    return make(
      "select",
      { name: `q${at}`, "aria-labelledby": `t${at}`, change: (event) => answer(question.id, event.target.value) },
      make("option", { value: "" }, words.choose),
      ...form.choices.map((choice) => make("option", { value: choice.value }, choice.label)),
    );
  }

  function commentField(id, attributes) {
    const input = (event) => {
      state.comments[id] = event.target.value;
      save();
    };
    return make("textarea", { name: `c:${id}`, maxlength: LONGEST_COMMENT, rows: 3, input, ...attributes });
  }

  function questionBlock(question) {
    const at = questions.indexOf(question);
    const legend = make("legend", { id: `t${at}` }, make("span", { className: "number" }, `${at + 1}. `), question.text);
    // Not in the order of Tab: there it would be the next stop, and one key too many would delete an answer.
    const undo = make("button", { type: "button", tabindex: "-1", className: "quiet undo", click: () => undone(at, question.id) }, words.undo);
    const keydown = (event) => {
      if (!["Delete", "Backspace"].includes(event.key) || !event.target.matches("input") || !(question.id in state.answers)) return;
      event.preventDefault();
      undone(at, question.id, event.target);
    };
    const comment = make(
      "details", {}, make("summary", {}, words.comment),
      commentField(question.id, { "aria-label": put(words["comment.on"], { number: at + 1 }) }),
    );
    const answers = form.choices.length > MOST_RADIOS ? list(question, at) : choices(question, at);
    return make("fieldset", { id: `q${at}`, tabindex: "-1", keydown }, legend, answers, make("div", { className: "more" }, comment, undo));
  }

  function undone(at, id, target) {
    answer(id, "");
    show();
    told.textContent = put(words.undone, { number: at + 1 });
    (target || document.querySelector(`#q${at} input, #q${at} select`)).focus();
  }

  function unitBlock() {
    if (!form.units.length) return [];
    const change = (event) => {
      state.unit = event.target.value;
      save();
    };
    const options = form.units.map((unit) => make("option", { value: unit.id }, unit.title));
    const field = make("select", { id: "unit", change }, make("option", { value: "" }, words.choose), ...options);
    return [make("p", {}, make("label", { className: "field", for: "unit" }, words.unit), field)];
  }

  function sectionBlock(section) {
    return make("section", {}, make("h2", {}, section.title), ...section.questions.map(questionBlock));
  }

  function wholeComment() {
    const field = commentField("", { id: "whole", "aria-describedby": "whole-hint" });
    return make(
      "section", {},
      make("h2", {}, make("label", { for: "whole" }, words["comment.whole"])),
      make("p", { id: "whole-hint", className: "hint" }, words.comments), field,
    );
  }

  const count = make("span", { id: "count" });
  const saved = make("span", {});
  const told = make("p", { className: "told", role: "status" });
  const notice = make("p", { className: "done", role: "status" });
  const bar = make("progress", { max: questions.length || 1, value: 0, "aria-labelledby": "count" });
  const unsaved = make("p", { className: "warning", role: "status" });
  const panel = make("div", { hidden: true });
  const finish = make("button", { type: "button", className: "button first", click: review }, words.finish);

  function page() {
    document.body.append(
      make("header", {}, make("p", {}, count, saved), bar, told),
      make(
        "main", {},
        make("h1", {}, form.title),
        make("p", { className: "round" }, form.heading),
        notice,
        ...form.introduction.map((text) => paragraphs(text)),
        paragraphs(words.local), unsaved,
        make("p", { className: "hint keys" }, words.keys),
        ...(form.instruction ? [paragraphs(form.instruction, "instruction")] : []),
        ...unitBlock(),
        ...form.sections.map(sectionBlock),
        wholeComment(),
        make("section", {}, make("h2", {}, words["finish.title"]), finish, panel),
      ),
      make("footer", {}, make("p", { className: "hint" }, words["code.is"], " ", make("span", { className: "code" }))),
    );
  }

  /* Showing what is there. */

  function show() {
    questions.forEach((question, at) => {
      const value = state.answers[question.id] || "";
      const field = document.querySelector(`select[name=q${at}]`);
      if (field) field.value = value;
      for (const radio of document.querySelectorAll(`input[name=q${at}]`)) radio.checked = radio.value === value;
    });
    for (const field of document.querySelectorAll("textarea[name]")) {
      const text = state.comments[field.name.slice(2)] || "";
      if (field.value !== text) field.value = text;
      if (text && field.parentElement.matches("details")) field.parentElement.open = true;
    }
    if (form.units.length) document.getElementById("unit").value = state.unit;
    document.querySelector(".code").textContent = state.code;
    refresh();
  }

  function refresh() {
    const answered = questions.filter((question) => question.id in state.answers).length;
    count.textContent = put(words.progress, { answered, count: questions.length });
    bar.value = answered;
    showKept();
    questions.forEach((question, at) => {
      document.querySelector(`#q${at} .undo`).hidden = !(question.id in state.answers);
    });
    if (!panel.hidden) fillPanel();
  }

  function showKept() {
    const keeps = kept.keeps();
    saved.textContent = keeps ? (kept.writing() ? words.keeping : words.kept) : "";
    unsaved.textContent = keeps ? "" : words.unsaved;
    unsaved.hidden = keeps;
  }

  /* The end: what is open, and the file. */

  function review() {
    panel.hidden = false;
    fillPanel();
    const head = panel.querySelector("h3");
    head.focus();
    head.scrollIntoView({ block: "start" });
  }

  function link(target, text) {
    const click = (event) => {
      event.preventDefault();
      const place = document.getElementById(target);
      place.scrollIntoView({ block: "start" });
      (place.querySelector("input, select") || place).focus({ preventScroll: true });
    };
    return make("li", {}, make("a", { href: `#${target}`, click }, text));
  }

  function openList() {
    const open = questions.map((question, at) => [question, at]).filter(([question]) => !(question.id in state.answers));
    if (!open.length) return [make("h3", { tabindex: "-1" }, words["open.none"])];
    const said = open.length === 1 ? words["open.one"] : put(words["open.some"], { count: open.length });
    const links = open.map(([, at]) => link(`q${at}`, put(words["open.link"], { number: at + 1 })));
    return [make("h3", { tabindex: "-1" }, said), make("p", {}, words["open.fine"]), make("ul", { className: "open" }, ...links)];
  }

  function fillPanel() {
    const open = openList();
    if (form.units.length && !state.unit) {
      panel.replaceChildren(...open, make("p", { className: "warning" }, words["unit.first"]), make("ul", { className: "open" }, link("unit", words.unit)));
      return;
    }
    const said = panel.querySelector("[role=status].done");
    panel.replaceChildren(...open, ...handing(), said || make("p", { className: "done", role: "status" }), ...after());
    showTakenOut();
  }

  function handing() {
    const button = (text, click, first) => make("button", { type: "button", className: first ? "button first" : "button", click }, text);
    const shared = sharedFile();
    return [
      make("h3", {}, words["file.title"]),
      paragraphs(put(words["file.text"], { file: fileName(), hand: put(words[form.contact ? "hand.to" : "hand"], form), until: form.until })),
      ...(shared ? [button(words.share, () => share(shared), true)] : []),
      button(words.download, download, !shared),
      button(words.copy, copy),
    ];
  }

  function after() {
    const text = make("textarea", { readonly: true, "aria-label": words["file.content"] });
    text.value = response();
    return [
      make("p", { className: "hint leave" }, words["clear.text"]),
      make("button", { type: "button", className: "quiet clear", click: clear }, words.clear),
      make("details", {}, make("summary", {}, words["file.content"]), text),
    ];
  }

  function say(text, out = true) {
    takenOut = takenOut || out;
    panel.querySelector("[role=status].done").textContent = text;
    showTakenOut();
  }

  /* Once the file is out, the next thing to do on a shared device is to delete. */
  function showTakenOut() {
    panel.querySelector(".leave").classList.toggle("warning", takenOut);
    panel.querySelector(".clear").className = takenOut ? "button clear" : "quiet clear";
  }

  function download() {
    const url = URL.createObjectURL(new Blob([response()], { type: "application/yaml" }));
    const anchor = make("a", { href: url, download: fileName() });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    say(put(words["download.done"], { file: fileName() }));
  }

  function sharedFile() {
    // Some browsers share no .yaml, but every one that shares files shares .txt.
    const kinds = [[fileName(), "application/yaml"], [`${fileName()}.txt`, "text/plain"]];
    return kinds.find(([name, type]) => {
      const files = [new File(["x"], name, { type })];
      return Boolean(navigator.canShare) && navigator.canShare({ files });
    });
  }

  async function share([name, type]) {
    try {
      await navigator.share({ files: [new File([response()], name, { type })], title: form.title });
      say(words["share.done"]);
    } catch (error) {
      if (error.name !== "AbortError") say(words["share.failed"], false);
    }
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(response());
    } catch {
      const field = panel.querySelector("textarea[readonly]");
      field.parentElement.open = true;
      field.select();
      if (!document.execCommand("copy")) return say(words["copy.failed"], false);
    }
    return say(words["copy.done"]);
  }

  async function clear() {
    if (!confirm(words["clear.sure"])) return;
    const gone = await kept.forget();
    anew(gone ? words.cleared : words["clear.failed"]);
  }

  function anew(said) {
    state = fresh();
    takenOut = false;
    panel.hidden = true;
    for (const one of document.querySelectorAll("main fieldset details")) one.open = false;
    show();
    notice.textContent = said;
    scrollTo(0, 0);
  }

  addEventListener("storage", async (event) => {
    // The same form in another tab: both show the same answers, and none after they are deleted there.
    if (event.key !== key && event.key !== null) return;
    if (event.newValue === null) {
      await kept.forget(); // also what this tab was just writing
      if (!state) begin(fresh());
      anew(words.cleared);
    } else if (state) {
      state = sound(event.newValue) || state;
      show();
    }
  });
  addEventListener("beforeunload", (event) => {
    const answered = state && Object.keys(state.answers).length > 0;
    if (!kept.keeps() && answered && !takenOut) event.preventDefault();
  });

  /* Whoever opens the form first says whether the answers kept here are theirs: devices are shared. */

  const begun = (found) => Boolean(found.unit || [found.answers, found.comments].some((part) => Object.keys(part).length));
  const firstOpen = (found) => questions.findIndex((question) => !(question.id in found.answers));

  function gate(found) {
    const at = firstOpen(found);
    const on = at < 0 ? words["resume.end"] : put(words["resume.at"], { number: at + 1 });
    const button = (text, click, first) => make("button", { type: "button", className: first ? "button first" : "button", click }, text);
    document.body.append(
      make(
        "main", { id: "gate" },
        make("h1", {}, form.title),
        make("p", { className: "round" }, form.heading),
        make("h2", {}, words["resume.title"]),
        paragraphs(words["resume.text"]),
        button(on, resume, true),
        button(words["resume.anew"], restart),
      ),
    );
  }

  async function resume() {
    begin((await load()) || fresh()); // another tab may have written meanwhile
    const at = firstOpen(state);
    if (at < 0) return finish.focus();
    const block = document.getElementById(`q${at}`);
    block.scrollIntoView({ block: "start" });
    return block.querySelector("input, select").focus({ preventScroll: true });
  }

  async function restart() {
    if (!confirm(words["clear.sure"])) return;
    const gone = await kept.forget();
    begin(fresh());
    notice.textContent = gone ? words.cleared : words["clear.failed"];
  }

  function begin(found) {
    document.getElementById("gate")?.remove();
    state = found;
    page();
    show();
  }

  async function start() {
    const found = await load();
    if (found && begun(found)) gate(found);
    else begin(found || fresh());
  }

  start();
})();
