import { useEffect, useRef, useState } from "preact/hooks";
import { openReader, type Reader } from "./reader";

/** `asking` for leave to use the camera, `looking` for a code, `refused` by the person or their phone, `none` is here. */
export type CameraStep = "asking" | "looking" | "refused" | "none";

/** Milliseconds between two looks, so that a small phone stays cool. */
const pause = 150;

/** Shows the camera in `video` and calls `onText` with each code it sees. The camera stops with the screen. */
export function useCamera(onText: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(onText);
  tell.current = onText;
  const [step, setStep] = useState<CameraStep>("asking");

  useEffect(() => {
    const watch = new Watch((text) => {
      tell.current(text);
    });
    watch.start(video.current).then(
      () => {
        setStep("looking");
      },
      (error: unknown) => {
        setStep(isRefusal(error) ? "refused" : "none");
      },
    );
    return () => {
      watch.stop();
    };
  }, []);

  return { video, step };
}

class Watch {
  readonly #onText: (text: string) => void;
  #stopped = false;
  #stream: MediaStream | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  async start(video: HTMLVideoElement | null): Promise<void> {
    if (video === null) return;
    // Where there is no camera interface at all, this throws as it does where there is no camera.
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
      audio: false,
    });
    this.#stream = stream;
    if (this.#stopped) {
      this.stop();
      return;
    }
    video.srcObject = stream;
    await video.play();
    this.#look(video, await openReader());
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
  }

  #look(video: HTMLVideoElement, read: Reader): void {
    void read(video).then((text) => {
      if (this.#stopped) return;
      if (text !== undefined) this.#onText(text);
      this.#timer = setTimeout(() => {
        this.#look(video, read);
      }, pause);
    });
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "SecurityError"].includes(error.name);
}
