/** What to do where decorators were not called, or in a form in which nothing can be recorded. */
export const compileAdvice =
  'Configure your compiler to lower decorators: in tsc, set "target": "es2022" or "experimentalDecorators": true in the tsconfig (the latter also for Next); in esbuild, --target=es2022; in SWC, "jsc.transform.decoratorVersion": "2023-11"; in Babel, "version": "2023-11"; in Vite, Rolldown, tsdown, Rollup and webpack, add the plugin of troupe/vite or troupe/bundler. The output of agents build --standalone needs none of this.';
