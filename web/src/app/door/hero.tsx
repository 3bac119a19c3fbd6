/** The furniture, one door open: the light inside is honey. */
export function Hero() {
  return (
    <svg class="hero off-paper" viewBox="0 0 220 124" aria-hidden="true">
      <path fill="var(--honey)" d="M64 34h92v84H64z" />
      <path fill="var(--honey-light)" d="M72 64h68v4H72zm0 28h68v4H72z" />
      <path fill="#fff" d="M78 42h13v22H78zm18-4h12v26H96zM80 72h11v20H80zm15 4h16v16H95zm19-6h12v22h-12zm-34 30h26v18H80z" />
      <path
        stroke="var(--door)"
        stroke-width="2"
        d="M81 48h7m-7 5h7m11-9h6m-6 5h6M83 77h5m10 4h10m-10 5h10m9-11h6m-6 5h6m-39 26h18m-18 5h12"
      />
      <g fill="var(--door2)" stroke="var(--honey)" stroke-width="3" stroke-linejoin="round">
        <path d="M64 34 34 42v78l30-2z" />
        <path d="M138 34h18v84h-18z" />
        <path fill="var(--door)" d="M54 34v-7h16c16 0 20-20 40-20s24 20 40 20h16v7zm4 84h104v4H58z" />
      </g>
      <path stroke="var(--honey)" stroke-width="3" stroke-linecap="round" d="M143 74v8M57 78v8" />
    </svg>
  );
}

/** The closed doors behind a screen of the locked side. */
export function Doors() {
  return (
    <svg class="doors" viewBox="0 0 340 566" preserveAspectRatio="none" aria-hidden="true">
      <path
        vector-effect="non-scaling-stroke"
        d="M1 565V22h60c48 0 60-20 109-20s61 20 109 20h60v543zM170 2v28"
      />
    </svg>
  );
}
