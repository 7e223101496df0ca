import { messages } from '../language.js';

/** How far a run is. */
export const say = messages({
  rows: { en: '{count} rows', zh: '{count} 行' },
  speed: { en: '{count} rows/s', zh: '{count} 行/秒' },
  left: { en: '{time} left', zh: '剩余 {time}' },
  seconds: { en: '{count} s', zh: '{count} 秒' },
  unknownTime: { en: 'unknown time', zh: '时间未知' },
  between: { en: ', ', zh: '，' },
  epoch: {
    en: '{network} {member}/{members}: epoch {epoch} of at most {epochs}, loss {loss}{validation}, {speed}',
    zh: '{network} {member}/{members}：第 {epoch} 轮（至多 {epochs} 轮），损失 {loss}{validation}，{speed}',
  },
  validation: { en: ', validation loss {loss}', zh: '，验证损失 {loss}' },
});
