/** Line ends, controls, what turns the direction of the text around it, halves of surrogate pairs. */
const unruly = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/** A name on one line that leaves the text around it as it is. */
export function oneLine(name: string): string {
  return name.replace(unruly, ' ').trim();
}

/** CommonMark takes a backslash before any mark of ASCII; these can begin something inside a line. */
const markdownMarks = /[\\`*_{}[\]()<>#|!~&$]/g;

/** A name as text in Markdown. */
export function escapeMarkdown(name: string): string {
  return oneLine(name).replace(markdownMarks, '\\$&');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text in HTML, also in the value of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}

/** A name as text in BBCode, which knows no escape: what would begin a tag becomes a bracket of another kind. */
export function escapeBbcode(name: string): string {
  return oneLine(name).replaceAll('[', '(').replaceAll(']', ')');
}
