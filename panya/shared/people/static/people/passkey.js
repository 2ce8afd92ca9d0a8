// Passkeys: asks the site for a challenge, lets the browser make or show a key, and sends the answer with the form.
const fromText = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

// By hand: the browsers' own toJSON came late to some of them.
function readOptions({ publicKey }) {
  const keys = (list) => (list ?? []).map((key) => ({ ...key, id: fromText(key.id) }));
  const options = { ...publicKey, challenge: fromText(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: fromText(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = keys(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = keys(publicKey.allowCredentials);
  return { publicKey: options };
}

function writeAnswer(key) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[part]) response[part] = toText(key.response[part]);
  }
  if (key.response.getTransports) response.transports = key.response.getTransports();
  return JSON.stringify({ id: key.id, rawId: toText(key.rawId), type: key.type, response, clientExtensionResults: {} });
}

async function askOptions(form) {
  const answer = await fetch(form.dataset.options, {
    method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin",
  });
  if (answer.status === 409) {
    location.assign((await answer.json()).confirm);
    return null;
  }
  if (!answer.ok) throw new Error("options");
  return readOptions(await answer.json());
}

function tell(form, error) {
  const name = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" }[error.name] ?? "failed";
  const place = form.querySelector("[data-passkey-trouble]");
  place.textContent = document.querySelector(`[data-passkey-word="${name}"]`).content.textContent;
  place.hidden = false;
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  form.hidden = !able;
  for (const word of document.querySelectorAll("[data-passkey-none]")) word.hidden = able;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    form.querySelector("[data-passkey-trouble]").hidden = true;
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const options = await askOptions(form);
      if (!options) return;
      const key = form.dataset.passkey === "create" ? await navigator.credentials.create(options)
        : await navigator.credentials.get(options);
      form.elements.credential.value = writeAnswer(key);
      form.submit();
    } catch (error) {
      tell(form, error);
      button.disabled = false;
    }
  });
}

// Back by the browser's button: an answer that was sent once is worth nothing.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.elements.credential.value = "";
    form.querySelector("button").disabled = false;
  }
});
