// What the preview says of problems; knows nothing of the page.

/** The title and the entries of the panel, or null where nothing is wrong. */
export function notes(problems) {
  if (!problems.length) return null;
  const broken = problems.some(({ severity }) => severity === "error");
  return {
    title: broken
      ? "Bản tin có lỗi nên trang dưới đây là bản đúng gần nhất:"
      : "Bản tin có cảnh báo:",
    entries: problems.map(({ file, line, column, code, message, remedy }) => ({
      place: `${file}:${line}:${column} [${code}]`,
      text: `${message} → ${remedy}`,
    })),
  };
}
