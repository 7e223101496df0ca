import type { Prediction } from '../../../api/types';
import { Bars } from '../../../charts/bars';
import { NumberTable } from '../../../charts/figure';
import { useLanguage } from '../../../language/language';
import { useNumbers } from '../../../language/numbers';
import { Notice } from '../../../parts/states';

/** Which positions to take, and whether that beat equal weight on days held out. */
export function Allocation({ allocation }: { allocation: NonNullable<Prediction['allocation']> }) {
  const { say } = useLanguage();
  const { percent, number } = useNumbers();
  const { positions, verdict, turnover, expected, next_rebalancing: next } = allocation;
  const bars = positions
    .filter(({ target, now }) => target !== 0 || now !== 0)
    .map(({ asset, target, now }) => ({
      name: asset,
      value: target,
      note: say('now {p}', { p: percent(now) }),
    }));
  const rows = positions.map((one) => [
    one.asset,
    percent(one.now),
    percent(one.target),
    percent(one.trade),
    one.rank === undefined ? '' : String(one.rank),
  ]);
  return (
    <>
      <Notice kind={verdict.beats_equal_weight ? 'info' : 'warn'}>{verdict.text}</Notice>
      <Bars
        title={say('Positions to hold')}
        sentence={say('{turnover} is traded; {net} % is expected after costs until {next}.', {
          turnover: percent(turnover),
          net: number(expected.net),
          next,
        })}
        bars={bars}
        format={percent}
        valueName={say('Share')}
      />
      <NumberTable
        label={say('Positions to hold')}
        columns={[say('Asset'), say('Now'), say('Target'), say('Trade'), say('Rank')]}
        rows={rows}
      />
    </>
  );
}
