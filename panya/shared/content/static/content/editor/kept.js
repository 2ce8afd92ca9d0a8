// Copies of unsent text in this browser, one a draft; never offered to another account.
const PREFIX = "panya-note/";

export function keep(key, text, sent = false) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ text, sent }));
  } catch {
    // Full or forbidden: the server's draft has to do.
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept then.
  }
}

// The server took what was sent: its copies may go.
export function forgetSent() {
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(PREFIX) && kept(name.slice(PREFIX.length))?.sent) localStorage.removeItem(name);
  }
}
