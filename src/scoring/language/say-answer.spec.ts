import { expect, it } from '@jest/globals';
import { tinySpec } from '../../scenarios/scenario.fixture.js';
import { sayAnswer } from './say-answer.js';

it('says a value of a reason, also where two columns have other words for it', () => {
  const yes = (zh: string) => [
    { code: 'a', label: { en: 'yes', zh } },
    { code: 'b', label: { en: 'never', zh: '从不' } },
  ];
  const column = (name: string, zh: string) => {
    return { name, kind: 'categorical', meaning: { en: `The ${name}`, zh: `列${zh}` }, categories: yes(zh) };
  };
  const spec = tinySpec({ columns: [column('telephone', '有'), column('worker', '是')] as never });
  const said = (value: string) => {
    const text = `The telephone: ${value} raises the answer by 3`;
    return sayAnswer({ text }, { spec, plugin: {} }, 'zh') as { text: string };
  };
  expect(said('never').text).toBe('列有：从不，使预测值升高 3');
  expect(said('yes').text).toBe('列有：是，使预测值升高 3');
});

it('says what happened in a stretch of the past, whether the scenario named it or it is the worst day', () => {
  const windows = [{ name: { en: 'Oil crisis', zh: '石油危机' }, from: '1973-10-17', to: '1974-10-03' }];
  const spec = tinySpec({ task: { name: 'portfolio-risk', options: { stress: windows } } as never });
  const stress = ['Oil crisis', 'worst day 2'].map((event) => ({ event, loss: 4 }));
  expect(sayAnswer({ stress }, { spec, plugin: {} }, 'zh')).toEqual({
    stress: [
      { event: '石油危机', loss: 4 },
      { event: '单日最大亏损第 2 位', loss: 4 },
    ],
  });
});
