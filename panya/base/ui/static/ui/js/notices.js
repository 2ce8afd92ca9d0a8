// Says so when the site cannot be reached; what was typed stays where it is.
const notices = document.getElementById("notices");

function tell() {
  const words = document.getElementById("lost-connection");
  if (!notices || !words) return;
  notices.replaceChildren(words.content.cloneNode(true));
  notices.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:sendError", tell);
document.addEventListener("htmx:timeout", tell);
document.addEventListener("htmx:responseError", (event) => {
  // Refusals with words of their own are swapped into the notices by the answer itself.
  if (!event.detail.xhr.getResponseHeader("HX-Retarget") && event.detail.xhr.status >= 500) tell();
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === notices) notices.scrollIntoView({ block: "nearest" });
});
