// Buttons that copy a text of the page, or the whole address of a link.

function textOf(source) {
  return source.href ?? source.textContent.trim();
}

/** Copy where the page is not served by HTTPS, and the browser keeps its clipboard from it. */
function copyBySelection(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

for (const button of document.querySelectorAll("[data-bt-copy]")) {
  const source = document.getElementById(button.dataset.btCopy);
  const status = button.parentElement.querySelector("[role=status]");
  const label = button.querySelector("span");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = (await copy(textOf(source))) ? "Đã chép" : "Không chép được, hãy chọn và chép tay";
    button.focus();
    label.textContent = said;
    status.textContent = said;
  });
}
