// Drawing anew only what changed, and what the browser keeps or carries away.

const readers = new WeakMap();
const drawn = new WeakMap();

// Children of `container` become `parts`, in order. An element stays as long as its data is the same.
// `dress` is what changes the looks of all of them.
function sync(container, parts, dress = null) {
  const old = new Map();
  for (const child of container.children) {
    if (!child.dataset.fixed) old.set(drawn.get(child)?.key, child);
  }
  let place = container.querySelector(":scope > [data-fixed]");
  for (const { key, data, draw } of parts) {
    const signature = JSON.stringify([data, dress]);
    let element = old.get(key);
    if (!element || drawn.get(element).signature !== signature) {
      const fresh = draw();
      drawn.set(fresh, { key, signature });
      if (element) takeOver(element, fresh);
      element = fresh;
    }
    old.delete(key);
    const next = place ? place.nextElementSibling : container.firstElementChild;
    if (next !== element) container.insertBefore(element, next);
    place = element;
  }
  for (const child of old.values()) child.remove();
}

// Puts `fresh` in the place of `element`, with its focus, tab stop and open state.
function takeOver(element, fresh) {
  const focused = element.contains(document.activeElement) && document.activeElement.dataset.ref;
  const stop = element.querySelector('[data-ref][tabindex="0"]');
  if (element.open) fresh.open = true;
  element.replaceWith(fresh);
  const find = (ref) => {
    if (!ref) return null;
    return fresh.dataset.ref === ref ? fresh : fresh.querySelector(`[data-ref="${ref}"]`);
  };
  const newStop = stop && find(stop.dataset.ref);
  if (newStop) newStop.tabIndex = 0;
  const target = find(focused);
  if (target) target.focus({ preventScroll: true });
}

// Storage and clipboard may be forbidden where the reader stands; then it does without.
function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch (error) {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch (error) {
    console.debug(error);
  }
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    const area = make("textarea", { class: "zy-hidden" }, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
