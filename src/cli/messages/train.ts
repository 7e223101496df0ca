import { messages } from '../language.js';

/** `train`. */
export const say = messages({
  serves: { en: '{network} serves: {reason}', zh: '采用 {network}：{reason}' },
  champion: { en: 'It is the champion now.', zh: '它已成为冠军模型。' },
  notChampion: { en: 'It is not the champion: {reason}.', zh: '它没有成为冠军模型：{reason}。' },
  took: { en: '{seconds} s on the {engine} engine', zh: '用时 {seconds} 秒（{engine} 引擎）' },
  leftOut: {
    en: '{rejected} of {rows} rows could not be read and were left out',
    zh: '{rows} 行中有 {rejected} 行无法读取，未被使用',
  },
});
