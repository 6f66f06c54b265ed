// The arrows of docs/architecture.md, checked by machine: edges -> features -> { gate, rendering, ports } <- adapters.
const features =
  'src/(outreach|campaigns|contacts|suppression|lia|requests|calls|audit-log|exports|accounts|copy-store)/';
const edges = '^src/(http|public-pages|console|smtp-gate|inbound|cli|demo)/|^src/(main|worker|cli|app\\.module)\\.ts$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'gate-is-pure',
      comment: 'The decision sees facts only: its own files, shared, and the types of the records it judges.',
      severity: 'error',
      from: { path: '^src/gate/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^src/',
        pathNot: '^src/(gate|shared)/|^src/ports/[a-z-]+-store\\.port\\.ts$|^src/ports/touch-ledger\\.port\\.ts$',
      },
    },
    {
      name: 'gate-does-no-io',
      severity: 'error',
      from: { path: '^src/(gate|merkle|rendering)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(node:)?(fs|net|http|https|child_process|dns|worker_threads|process|timers)(/|$)|@nestjs',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'merkle-stands-alone',
      severity: 'error',
      from: { path: '^src/merkle/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/merkle/' },
    },
    {
      name: 'rendering-is-pure',
      severity: 'error',
      from: { path: '^src/rendering/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(rendering|shared|ports|gate)/' },
    },
    {
      name: 'shared-is-below',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/shared/' },
    },
    {
      name: 'ports-are-contracts',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { path: '^src/', pathNot: '^src/(ports|shared|gate)/' },
    },
    {
      name: 'features-do-not-know-engines',
      severity: 'error',
      from: { path: `^${features}`, pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/adapters/|^src/(public-pages|console|smtp-gate|inbound|cli|demo)/' },
    },
    {
      name: 'adapters-do-not-know-features',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(adapters|ports|shared|gate|config|merkle)/' },
    },
    {
      name: 'adapters-apart',
      comment: 'One engine never leans on another.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'only-the-root-sees-adapters',
      severity: 'error',
      from: { path: edges, pathNot: '^src/app\\.module\\.ts$|^src/(cli|demo)/|^src/cli\\.ts$' },
      to: { path: '^src/adapters/' },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '\\.d\\.ts$|^src/ports/' }, to: {} },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$|\\.builder\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
