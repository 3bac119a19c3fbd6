declare module "*?worker&url" {
  const address: string;
  export default address;
}

interface ImportMeta {
  readonly env: { readonly VITE_OFFLINE?: string; readonly FRAME_HASH: string };
}
