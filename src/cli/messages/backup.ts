import { messages } from '../language.js';

/** `backup` and `restore`. */
export const say = messages({
  saved: {
    en: '{file}: {files} files, {mebibytes} MiB unpacked, {versions} versions of models',
    zh: '{file}：{files} 个文件，解压后 {mebibytes} MiB，{versions} 个模型版本',
  },
  restored: {
    en: '{home}: {files} files, {versions} versions of models, as they were on {createdAt} (Sextant {suite})',
    zh: '{home}：{files} 个文件，{versions} 个模型版本，为 {createdAt} 时的状态（Sextant {suite}）',
  },
  jobsIncluded: { en: 'jobs: included, with their database', zh: '任务：已包含，连同其数据库' },
  jobsInUse: {
    en: 'jobs: left out, since a process has their database open; end that server to save them, too',
    zh: '任务：未包含，其数据库正被某个进程打开；若也要保存任务，请先停止该服务器',
  },
  jobsPostgres: {
    en: 'jobs: left out, since they are in PostgreSQL: save that by pg_dump, and the folder `jobs` of the home',
    zh: '任务：未包含，它们在 PostgreSQL 中：请用 pg_dump 保存，并保存主目录下的 `jobs` 文件夹',
  },
  jobsNone: { en: 'jobs: there are none', zh: '任务：没有' },
  leftOut: { en: 'left out: {path}', zh: '未包含：{path}' },
  keysElsewhere: {
    en: 'left out: the keys, which do not lie in the home: {path}',
    zh: '未包含：密钥文件不在主目录中：{path}',
  },
  scenariosAt: {
    en: 'scenarios of your own: SEXTANT_SCENARIOS={path}',
    zh: '您自己的场景：SEXTANT_SCENARIOS={path}',
  },
  keysAt: { en: 'keys: SEXTANT_KEYS_FILE={path}', zh: '密钥：SEXTANT_KEYS_FILE={path}' },
});
