import { stem } from './stem.js';

/** Words that carry no point of an answer, English and Chinese. What negates or counts is none of them. */
const functionWords = new Set(
  [
    'a an the this that these those it its he she they them their his her we us our you your i me my',
    'is are was were be been being am do does did doing has have had having will would shall should can could may might must',
    'of in on at by for with about as into to from out up over under than then so such',
    'and or but if because while when where which who whom what how why there here also just',
    '的 地 得 了 着 过 是 在 和 与 及 或 而 但 就 都 也 这 那 这个 那个 它 它们 他 她 我 我们 你 你们 一个 可以 会 把 被 对 为 以 于 之 其 所 等 吗 呢 吧',
  ].flatMap((line) => line.split(' ').map(stem)),
);

/** Words that turn the meaning of what stands beside them. */
const negations = new Set(
  [
    "no not never none nothing neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't shouldn't",
    "couldn't hasn't haven't hadn't false incorrect wrong unable fail",
    '不 没 没有 无 非 未 否 并非 不是 不能 不会 不可 不要 无法 从不 绝不 错误 毫无',
  ].flatMap((line) => line.split(' ').map(stem)),
);

export function isFunctionWord(term: string): boolean {
  return functionWords.has(term);
}

/** Chinese joins the negation to its verb, so a word that begins with one negates, too. */
export function isNegation(term: string): boolean {
  return negations.has(term) || /^[不没未無无]\p{Script=Han}/u.test(term);
}
