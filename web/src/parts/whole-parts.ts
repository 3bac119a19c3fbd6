import type { Plugin, Rolldown } from "vite";

/** What stands for the files of a module until they have names. */
const marked = (module: string) => `files of ${module};`;
const mark = /files of ([^;`'"]+);/g;
const dynamicImport = /\bimport\((["'])([^"']+)\1\)/g;

/**
 * Turns each `import("…")` of our own code into `arriving("its files", () => import("…"))` (`arriving.ts`): at once in the
 * source, so that no part is forgotten, and with the names of the files once the build has given them.
 */
export function wholeParts(): Plugin {
  let root = "";
  return {
    name: "whole-parts",
    apply: "build",
    configResolved: (config) => {
      root = `${config.root}/`;
    },
    async transform(code, id) {
      if (!id.startsWith(`${root}src/`)) return undefined;
      const targets = new Map<string, string>();
      for (const [, , wanted = ""] of code.matchAll(dynamicImport)) {
        const target = await this.resolve(wanted, id);
        if (target === null) this.error(`${id} imports ${wanted}, which isn't there`);
        targets.set(wanted, target.id.replace(root, ""));
      }
      if (targets.size === 0) return undefined;
      const whole = code.replaceAll(dynamicImport, (load, _, wanted: string) => `arriving(${JSON.stringify(marked(targets.get(wanted) ?? ""))}, () => ${load})`);
      // At its end: an import that comes first changes how the bundler cuts the page, by a request more before the first screen.
      return `${whole}\nimport { arriving } from "/src/parts/arriving";\n`;
    },
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      // What the page or the worker starts with is there.
      const started = filesOf(chunks.filter(({ isEntry }) => isEntry), bundle);
      const named = new Set<string>();
      for (const chunk of chunks) {
        chunk.code = chunk.code.replaceAll(mark, (_, module: string) => {
          const part = chunks.find(({ facadeModuleId, moduleIds }) => [facadeModuleId, ...moduleIds].includes(root + module));
          if (part === undefined) this.error(`no file holds ${module}`);
          named.add(part.fileName);
          return [...filesOf([part], bundle)].filter((file) => !started.has(file)).join(" ");
        });
      }
      for (const { fileName, dynamicImports } of chunks) {
        const missed = dynamicImports.find((later) => later !== fileName && !named.has(later));
        if (missed !== undefined) this.error(`${fileName} imports ${missed} without naming its files`);
      }
    },
  };
}

/** These chunks' own files, all that they import at once, and their styles. */
function filesOf(chunks: readonly Rolldown.OutputChunk[], bundle: Rolldown.OutputBundle): Set<string> {
  const files = new Set<string>();
  for (const chunk of chunks) collect(chunk, bundle, files);
  return files;
}

function collect(chunk: Rolldown.OutputChunk, bundle: Rolldown.OutputBundle, into: Set<string>): void {
  if (into.has(chunk.fileName)) return;
  into.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) into.add(style);
  for (const name of chunk.imports) {
    const other = bundle[name];
    if (other?.type === "chunk") collect(other, bundle, into);
  }
}
