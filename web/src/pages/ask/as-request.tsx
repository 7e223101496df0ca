import { CopyButton } from '../../charts/figure';
import { useLanguage } from '../../language/language';
import type { Body } from './request';

/** The same question for programs: what this page sends, as `curl` and the command line send it. */
export function AsRequest({ id, body }: { id: string; body: Body }) {
  const { say, language } = useLanguage();
  const quoted = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;
  const accept = language === 'zh' ? " \\\n  --header 'accept-language: zh-CN'" : '';
  const curl = `curl ${window.location.origin}/v1/${id}/predict${accept} \\\n  --header 'content-type: application/json' \\\n  --data ${quoted(body)}`;
  const command = `sextant predict ${id} ${quoted('features' in body ? body.features : body)}`;
  return (
    <details className="card">
      <summary>{say('The same request for programs')}</summary>
      {[curl, command].map((text, i) => (
        <div className="code" key={i}>
          <div className="code-head">
            <h3>{say(i === 0 ? 'REST' : 'Command line')}</h3>
            <CopyButton label={say('Copy')} onCopy={() => navigator.clipboard.writeText(text)} />
          </div>
          <pre tabIndex={0}>
            <code>{text}</code>
          </pre>
        </div>
      ))}
    </details>
  );
}
