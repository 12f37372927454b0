// The reading aid: Chinese words with pinyin and English. `aid` is what zhaiyi/render/aid.py made:
// words once each, and for every sentence how it is cut into them.

const HAN_CHAR = /\p{Script=Han}/u;
const OPENS_WITH_VOWEL = /^[aāáǎàoōóǒòeēéěè]/i;

// What draws a stretch of a sentence word by word, or null where the aid knows nothing of it.
function speller(aid, id, ruby) {
  const cuts = aid && aid.cuts[id];
  if (!cuts || !cuts.length) return null;
  const ranges = wordRanges(cuts, aid.words);
  return (chars, from, to) => {
    const nodes = [];
    let place = from;
    for (const range of ranges) {
      if (range.end <= from || range.start >= to) continue;
      const start = Math.max(from, range.start);
      const end = Math.min(to, range.end);
      nodes.push(chars.slice(place, start).join(""), drawWord(chars, start, end, range, ruby));
      place = end;
    }
    return [...nodes, chars.slice(place, to).join("")];
  };
}

function wordRanges(cuts, words) {
  const ranges = [];
  let start = 0;
  for (const cut of cuts) {
    const word = cut >= 0 ? words[cut] : null;
    const end = start + (word ? Array.from(word[0]).length : Math.abs(cut));
    if (word) ranges.push({ start, end, index: cut, syllables: word[1].split(" ") });
    start = end;
  }
  return ranges;
}

function drawWord(chars, start, end, range, ruby) {
  const attributes = { class: "zy-w", "data-w": String(range.index) };
  if (!ruby) return make("span", attributes, chars.slice(start, end).join(""));
  let syllable = chars.slice(range.start, start).filter((char) => HAN_CHAR.test(char)).length;
  const spelled = chars.slice(start, end).map((char) => {
    const sound = HAN_CHAR.test(char) ? range.syllables[syllable++] : "";
    return sound ? make("ruby", {}, char, make("rt", { lang: "zh-Latn-pinyin" }, sound)) : char;
  });
  return make("span", attributes, spelled);
}

// The syllables of a word written as one: Xī'ān.
function joined(pinyin) {
  return pinyin
    .split(" ")
    .map((part, index) => (index && OPENS_WITH_VOWEL.test(part) ? `’${part}` : part))
    .join("");
}

// The little window beside a word. One reader has one.
class Gloss {
  constructor(reader) {
    this.reader = reader;
    this.current = null;
    this.timer = 0;
    this.box = make("div", { class: "zy-gloss", role: "tooltip", id: `${reader.prefix}gloss`, popover: "manual" });
    const on = (type, handler) => reader.root.addEventListener(type, handler.bind(this));
    on("pointerover", this.onPointer);
    on("pointerleave", this.hideSoon);
    window.addEventListener("scroll", () => this.current && this.place(this.current), { passive: true });
    this.box.addEventListener("pointerenter", () => clearTimeout(this.timer));
  }

  onPointer(event) {
    if (event.pointerType === "touch" || this.box.contains(event.target)) return;
    const word = event.target.closest(".zy-w, .zy-term");
    if (word) this.show(word);
    else this.hideSoon();
  }

  // A moment's grace, so that the pointer can travel into the window.
  hideSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), 150);
  }

  show(element) {
    clearTimeout(this.timer);
    if (this.current === element && this.box.matches(":popover-open")) return;
    const content = this.content(element);
    if (!content.length) return;
    this.hide();
    this.current = element;
    for (const piece of this.pieces(element)) piece.classList.add("is-word");
    this.box.replaceChildren(...content);
    this.box.togglePopover(true);
    this.place(element);
  }

  hide() {
    clearTimeout(this.timer);
    if (!this.current) return;
    this.current = null;
    for (const word of this.reader.root.querySelectorAll(".is-word")) word.classList.remove("is-word");
    this.box.togglePopover(false);
  }

  // A mark may cut a word in two: all of its pieces stand side by side.
  pieces(element) {
    const text = element.closest(".zy-text");
    if (!element.dataset.w || !text) return [element];
    const all = [...text.querySelectorAll(`.zy-w`)];
    const at = all.indexOf(element);
    const same = (word) => word && word.dataset.w === element.dataset.w;
    return [element, all[at - 1], all[at + 1]].filter(same);
  }

  entry(element) {
    const { aid } = this.reader;
    return aid && element.dataset.w ? aid.words[Number(element.dataset.w)] : null;
  }

  term(element) {
    const mark = element.closest(".zy-term");
    return mark && this.reader.view ? this.reader.view.brief.terms[Number(mark.dataset.term) - 1] : null;
  }

  content(element) {
    const { say, view } = this.reader;
    const term = this.term(element);
    const entry = this.entry(element);
    const line = (text, sound, meaning, about) =>
      make(
        "div",
        { class: "zy-sense" },
        make("b", { lang: view.lang }, text),
        sound ? make("i", { lang: "zh-Latn-pinyin" }, sound) : null,
        make("span", {}, meaning || say("gloss_none")),
        about ? make("small", {}, about) : null,
      );
    const lines = [];
    if (term) lines.push(line(term.source, term.pinyin, term.target, say(`origin_${term.origin}`)));
    if (entry && !(term && term.source === entry[0])) lines.push(line(entry[0], joined(entry[1]), entry[2], ""));
    return lines;
  }

  // What a screen reader is told of a word that the keys came to.
  spoken(element) {
    return this.content(element).map((line) => [...line.children].map((c) => c.textContent).join(", ")).join("; ");
  }

  place(element) {
    const word = element.getClientRects()[0] || element.getBoundingClientRect();
    const { style } = this.box;
    style.left = style.top = "0";
    const box = this.box.getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.width - 8;
    const above = word.top - box.height - 6;
    if (word.bottom < 0 || word.top > window.innerHeight) return this.hide();
    style.left = `${Math.max(8, Math.min(word.left + word.width / 2 - box.width / 2, room))}px`;
    // Where pairs are stacked the English stands above: there the window goes below.
    const stacked = this.reader.root.clientWidth < 700 && word.bottom + box.height < window.innerHeight - 8;
    const top = above >= 8 && !stacked ? above : word.bottom + 6;
    // In a low window neither side has room: then over the word rather than beyond the edge.
    style.top = `${Math.max(8, Math.min(top, window.innerHeight - box.height - 8))}px`;
    return undefined;
  }

  // Steps to the next (1) or the one before (-1) within a sentence: true if there was one.
  step(item, by) {
    const words = [...item.querySelectorAll(".zy-w")].filter((word, i, all) => !i || all[i - 1].dataset.w !== word.dataset.w);
    const at = this.current && item.contains(this.current) ? words.indexOf(this.current) : -1;
    const next = words[at + by];
    if (at + by < 0 || !next) {
      const was = this.current !== null;
      this.hide();
      return by < 0 && was;
    }
    this.show(next);
    next.scrollIntoView({ block: "nearest" });
    this.reader.live.textContent = this.spoken(next);
    return true;
  }
}
