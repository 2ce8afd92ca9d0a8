// Sends files to the draft, one after the other, and says how far it is.
import { ensureDraft } from "./autosave.js";

const LARGE = 1_500_000;
const LONGEST = 2000;
const words = document.getElementById("attached")?.dataset ?? {};
let last = Promise.resolve();
let waiting = 0;

export const isBusy = () => waiting > 0;

// Gives what the server says of the file, or throws an error with words for people.
export function upload(file, onProgress) {
  waiting += 1;
  const sent = last.then(async () => post(await ensureDraft().catch(lost), await lighter(file), onProgress));
  last = sent.catch(() => {}).then(() => { waiting -= 1; });
  return sent;
}

const lost = () => { throw new Error(words.lost); };

function post(draft, file, onProgress) {
  // A server that will not read so much ends the line before it can say why.
  if (file.size > Number(words.largest)) throw new Error(words.tooLarge);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.set("file", file, file.name);
    request.open("POST", words.address.replace("draft-id", draft));
    request.setRequestHeader("X-CSRFToken", document.querySelector("form.editor").elements.csrfmiddlewaretoken.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      if (request.status === 200 && request.response) return done(request.response);
      failed(new Error(request.response?.reason ?? (request.status === 413 ? words.tooLarge : words.lost)));
    });
    request.addEventListener("error", () => failed(new Error(words.lost)));
    request.send(body);
  });
}

// A photograph from a phone is made smaller before it goes over a slow line; the server still decides.
async function lighter(file) {
  if (file.size < LARGE || !/^image\/(jpeg|heic|heif)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.88); });
    return small && small.size < file.size ? new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file; // this browser cannot read it; the server will say
  }
}
