// Saves the recovery codes as a text file; the page itself keeps nothing.
for (const button of document.querySelectorAll("[data-save-codes]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const lines = [...document.querySelectorAll("[data-code]")].map((code) => code.textContent.trim());
    const text = `${document.title}\n\n${lines.join("\n")}\n`;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = "panya-recovery-codes.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}
