// bundle given tests and run each alone under cpu-prof, reporting cpu time
import { bundleTests, findFiles } from './scripts/lib/bundle.mjs';
import { root } from './scripts/lib/paths.mjs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
const [pattern, prof] = process.argv.slice(2);
const files = findFiles(join(root,'test/content'), /\.test\.ts$/).filter(f=>new RegExp(pattern).test(f));
const b = await bundleTests(files, join(root,'dist/test/prof'), join(root,'test'));
for (const [i,f] of files.entries()) {
  const before=process.resourceUsage();
  const t=performance.now();
  const r=spawnSync('bash',['-c',`times; time node --enable-source-maps ${prof?`--cpu-prof --cpu-prof-dir=${prof}`:''} --test-reporter=dot ${b[i]}`],{encoding:'utf8',env:{...process.env,TIMEFORMAT:'%U %S %R'}});
  const line=r.stderr.trim().split('\n').at(-1);
  const [u,s,w]=line.split(' ').map(Number);
  console.log(f.split('/').at(-1).padEnd(28), 'cpu', (u+s).toFixed(1), 'wall', w, 'exit', r.status, prof?'':'' );
  if(r.status!==0) console.log(r.stdout.slice(-1500), r.stderr.slice(-800));
}
