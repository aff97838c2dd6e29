/** What to do where decorators were not called, or in a form in which nothing can be recorded. */
export const compileAdvice =
  'What compiles the agents must lower decorators: tsc by the tsconfig\'s "target": "es2022" or "experimentalDecorators": true, Next by the latter; esbuild by --target=es2022; SWC by "jsc.transform.decoratorVersion": "2023-11"; Babel by "version": "2023-11"; Vite, Rolldown, tsdown, Rollup and webpack by the plugin of troupe/vite or troupe/bundler. The output of agents build --standalone needs none of this.';
