/**
 * A function that does its work once nobody has called it for a while; `now` does it at once.
 * @param {() => void} work
 * @param {number} wait milliseconds
 */
export function debounce(work, wait) {
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
  later.cancel = () => clearTimeout(timer);
  later.now = () => {
    clearTimeout(timer);
    work();
  };
  return later;
}
