// Which day an event or a deadline falls on, as seen from a day; knows nothing of the page.
// Days are texts such as "2026-11-27", which sort as dates do.

const DAY = 86_400_000;
const AHEAD_OF_UTC = 7 * 3_600_000; // Asia/Ho_Chi_Minh, all year since 1975
const WEEKDAYS = ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"];

/** The day in Vietnam at a moment (milliseconds since 1970). */
export function dayInVietnam(moment) {
  return new Date(moment + AHEAD_OF_UTC).toISOString().slice(0, 10);
}

/** The day of every year ("12-15") in one year; 29 February is the last of its month. */
export function dayOfYear(every, year) {
  const [month, day] = every.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1, Math.min(day, last))).toISOString().slice(0, 10);
}

/** The first day of an item ({first, last, every, until}) from today on, "" when it is over. */
export function nextDay({ first, last, every, until }, today) {
  if (!every) return last >= today ? first : "";
  const from = first > today ? first : today;
  const year = Number(from.slice(0, 4));
  const found = [year, year + 1].map((each) => dayOfYear(every, each)).find((day) => day >= from);
  return until && found > until ? "" : found;
}

/** How many days lie between two days; negative when the second is the earlier. */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** How far off a day is, in words; "" where that says little. */
export function howFar(today, day) {
  const days = daysBetween(today, day);
  if (days < 0) return "Đang diễn ra";
  if (days === 0) return "Hôm nay";
  if (days === 1) return "Ngày mai";
  return days <= 30 ? `Còn ${days} ngày` : "";
}

export function weekdayOf(day) {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
}

/** The month of a day as a heading: "Tháng 3/2026". */
export function monthOf(day) {
  return `Tháng ${Number(day.slice(5, 7))}/${day.slice(0, 4)}`;
}

/** Items with their next days, the nearest first; what is over is left out. */
export function coming(items, today, within = Infinity) {
  return items
    .map((item) => ({ item, day: nextDay(item, today) }))
    .filter(({ day }) => day && daysBetween(today, day) <= within)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
