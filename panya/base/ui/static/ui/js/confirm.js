// Asks once more before a form with data-confirm="question" is sent. Without JavaScript the form is sent at once.
const dialog = document.getElementById("confirm");
const question = document.getElementById("confirm-question");
const agreed = new WeakSet();
let waiting = null;

document.addEventListener("submit", (event) => {
  const asked = event.submitter?.dataset.confirm ?? event.target.dataset?.confirm;
  if (!dialog || !asked || agreed.has(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting = { form: event.target, submitter: event.submitter };
  question.textContent = asked;
  dialog.returnValue = "no";
  dialog.showModal();
}, true);

dialog?.addEventListener("close", () => {
  if (dialog.returnValue !== "yes" || !waiting) return;
  const { form, submitter } = waiting;
  agreed.add(form);
  form.requestSubmit(submitter);
  agreed.delete(form);
});
