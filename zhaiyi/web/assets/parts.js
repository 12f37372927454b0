// --- a brief comes in parts (see zhaiyi/web/parts.py); only those that changed are read anew ---------

const parsed = new Map();

function part(name, text) {
  const known = parsed.get(name);
  if (known && known.text === text) return known.value;
  const value = JSON.parse(text);
  parsed.set(name, { text, value });
  return value;
}

function joined(parts) {
  if (!parts) return null;
  const row = (letter) =>
    Object.keys(parts)
      .filter((name) => name[0] === letter && /^\d+$/.test(name.slice(1)))
      .sort((a, b) => a.slice(1) - b.slice(1))
      .map((name) => part(name, parts[name]));
  const [article, title, terms] = ["article", "title", "terms"].map((name) => part(name, parts[name]));
  const head = part("head", parts.head);
  return { ...head, article, title, terms, translation: row("t"), summary: row("m") };
}
