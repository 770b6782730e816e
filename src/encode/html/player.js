"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const days = data.days;
  const svg = document.querySelector("#map > svg");
  const [play, slider, dateWords, speed, words] = ["play", "day", "date", "speed", "words"].map(byId);
  const last = days.length - 1;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // What comes and goes, by the number of its lifetime.
  const elements = data.lives.map(() => []);
  for (const element of svg.querySelectorAll("g[class]")) {
    const life = Number(element.getAttribute("class").slice(1));
    if (elements[life]) elements[life].push(element);
  }
  const seen = (life, day) => data.lives[life].some(([from, until]) => from <= day && day < until);
  const state = data.lives.map(() => null);
  const rows = [...document.querySelectorAll("#events .day")];
  const list = byId("events");

  let now = -1;
  let timer = 0;
  let playing = false;

  function show(day) {
    day = Math.max(0, Math.min(last, day));
    if (day === now) return;
    elements.forEach((group, life) => {
      const visible = seen(life, day);
      if (state[life] === visible) return;
      state[life] = visible;
      for (const element of group) element.style.display = visible ? "inline" : "none";
    });
    if (rows[now]) rows[now].removeAttribute("aria-current");
    now = day;
    const { name, text } = days[day];
    slider.value = String(day);
    slider.setAttribute("aria-valuetext", name);
    dateWords.textContent = name;
    words.textContent = text;
    svg.setAttribute("aria-label", text);
    hideTip();
    follow();
  }

  // The list follows the day, unless somebody is reading in it.
  function follow() {
    const row = rows[now];
    if (!row) return;
    row.setAttribute("aria-current", "date");
    if (list.matches(":hover, :focus-within")) return;
    list.scrollTop = row.offsetTop - list.querySelector("h2").offsetHeight - 8;
  }

  function remember() {
    // Some frames forbid it.
    try {
      history.replaceState(null, "", "#" + days[now].day);
    } catch { /* The day is then not in the address. */ }
  }

  function pause() {
    playing = false;
    clearTimeout(timer);
    play.textContent = "Play";
    dateWords.setAttribute("aria-live", "polite");
    remember();
  }

  function start() {
    if (now === last) show(0);
    playing = true;
    play.textContent = "Pause";
    dateWords.setAttribute("aria-live", "off");
    tick();
  }

  function tick() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!playing) return;
      if (now >= last) return pause();
      show(now + 1);
      tick();
    }, days[now].ms / Number(speed.value));
  }

  function go(day) {
    show(day);
    pause();
  }

  const toggle = () => (playing ? pause() : start());
  play.addEventListener("click", toggle);
  slider.addEventListener("input", () => go(Number(slider.value)));
  speed.addEventListener("change", () => { if (playing) tick(); });
  calm.addEventListener("change", () => { if (calm.matches) pause(); });

  function faster(step) {
    const next = speed.selectedIndex + step;
    if (next >= 0 && next < speed.options.length) speed.selectedIndex = next;
    if (playing) tick();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = event.target.closest ? event.target.closest("button, a, select, input") : null;
    // Buttons, links and lists have keys of their own.
    if (at && at !== slider && (event.key === " " || at === speed)) return;
    const actions = {
      " ": toggle,
      ArrowRight: () => go(now + 1),
      ArrowLeft: () => go(now - 1),
      Home: () => go(0),
      End: () => go(last),
      "+": () => faster(1),
      "=": () => faster(1),
      "-": () => faster(-1),
    };
    if (!Object.hasOwn(actions, event.key)) return;
    event.preventDefault();
    actions[event.key]();
  });

  const dayOfHash = () => days.findIndex((day) => "#" + day.day === location.hash);
  addEventListener("hashchange", () => {
    const day = dayOfHash();
    if (day >= 0) go(day);
  });

  // What ground says when it is pointed at.
  const tip = byId("tip");
  function showTip(ground, x, y) {
    tip.replaceChildren(...ground.dataset.note.split("\n").map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const beside = x + 16 + width > innerWidth ? x - 16 - width : x + 16;
    const below = y + 16 + height > innerHeight ? y - 16 - height : y + 16;
    tip.style.left = Math.max(4, beside) + "px";
    tip.style.top = Math.max(4, below) + "px";
  }
  function hideTip() {
    tip.hidden = true;
  }
  const groundAt = (event) => event.target.closest("[data-note]");
  svg.addEventListener("pointermove", (event) => {
    const ground = groundAt(event);
    if (ground) showTip(ground, event.clientX, event.clientY);
    else hideTip();
  });
  svg.addEventListener("pointerleave", hideTip);
  // On the box around it: a picture that listens for focus can itself be focused in some browsers.
  const box = byId("map");
  box.addEventListener("focusin", (event) => {
    const ground = groundAt(event);
    if (!ground || !ground.matches(":focus-visible")) return;
    const { left, top, width, height } = ground.getBoundingClientRect();
    showTip(ground, left + width / 2, top + height / 2);
  });
  box.addEventListener("focusout", hideTip);
  addEventListener("keydown", (event) => { if (event.key === "Escape") hideTip(); });

  // The picture of the day shown, as a document of its own.
  function still() {
    const copy = svg.cloneNode(true);
    for (const element of copy.querySelectorAll("g[class]")) {
      if (element.style.display === "none") element.remove();
      else ["class", "style"].forEach((name) => element.removeAttribute(name));
    }
    for (const ground of copy.querySelectorAll("[data-note]")) ground.remove();
    const used = new Set();
    for (const user of copy.querySelectorAll("use")) used.add(user.getAttribute("xlink:href").slice(1));
    for (const path of copy.querySelectorAll("defs > path[id]")) if (!used.has(path.id)) path.remove();
    for (const name of ["aria-label", "aria-roledescription", "tabindex"]) copy.removeAttribute(name);
    copy.setAttribute("role", "img");
    copy.setAttribute("viewBox", `0 0 ${data.size[0]} ${data.size[1]}`);
    copy.setAttribute("width", data.size[0]);
    copy.setAttribute("height", data.size[1]);
    const make = (name, text) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      element.textContent = text;
      return element;
    };
    copy.querySelectorAll(":scope > title, :scope > desc, :scope > metadata").forEach((old) => old.remove());
    copy.prepend(
      make("title", data.title + ", " + days[now].name),
      make("desc", days[now].text),
      make("style", byId("fonts").textContent),
    );
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  }

  function save(blob, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = days[now].day + ending;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function savePng() {
    const address = URL.createObjectURL(still());
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      // Sharp on paper, and no larger than what small machines can hold.
      const scale = Math.min(2, 4096 / Math.max(...data.size));
      canvas.width = Math.round(data.size[0] * scale);
      canvas.height = Math.round(data.size[1] * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => { if (blob) save(blob, ".png"); }, "image/png");
      URL.revokeObjectURL(address);
    });
    image.src = address;
  }
  byId("save-svg").addEventListener("click", () => save(still(), ".svg"));
  byId("save-png").addEventListener("click", savePng);

  // The map alone, or the whole page with its legend.
  const crop = byId("crop");
  const whole = [0, 0, ...data.size];
  function view(mapOnly) {
    svg.setAttribute("viewBox", (mapOnly ? data.map : whole).join(" "));
    crop.setAttribute("aria-pressed", String(mapOnly));
  }
  crop.hidden = data.map.every((side, i) => side === whole[i]);
  crop.addEventListener("click", () => view(crop.getAttribute("aria-pressed") !== "true"));
  const small = matchMedia("(max-width: 600px)");
  const fit = () => view(small.matches && data.map[2] > data.map[3] * 1.2);
  small.addEventListener("change", fit);
  addEventListener("beforeprint", () => { pause(); view(false); });

  // From the page for those without a script to the player.
  byId("still").remove();
  svg.querySelector(":scope > title").remove();
  svg.removeAttribute("aria-labelledby");
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-roledescription", "map");
  for (const ground of svg.querySelectorAll("[data-note]")) {
    ground.setAttribute("tabindex", "0");
    ground.setAttribute("role", "img");
    ground.setAttribute("aria-label", ground.dataset.note);
  }
  byId("controls").hidden = false;
  fit();
  document.fonts.ready.then(follow);
  const linked = dayOfHash();
  show(linked >= 0 ? linked : 0);
  if (linked < 0 && !calm.matches) start();
  else pause();
})();
