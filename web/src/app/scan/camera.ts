import { useEffect, useRef, useState } from "preact/hooks";
import { openReader, type Reader } from "./reader";

/**
 * `asking` for leave to use the camera, `looking` for a code, `refused` by the person or their phone, `none` is here; `away` when what
 * reads codes can't be fetched.
 */
export type CameraStep = "asking" | "looking" | "refused" | "none" | "away";

/** Milliseconds between two looks, so that a small phone stays cool. */
const pause = 150;

/** Shows the camera in `video` and calls `onText` with each code it sees. The camera stops with the screen. */
export function useCamera(onText: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(onText);
  tell.current = onText;
  const [step, setStep] = useState<CameraStep>("asking");
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const watch = new Watch((text) => {
      tell.current(text);
    });
    void watch.start(video.current).then(setStep);
    return () => {
      watch.stop();
    };
  }, [attempt]);

  const again = () => {
    setStep("asking");
    setAttempt(attempt + 1);
  };
  return { video, step, again };
}

class Watch {
  readonly #onText: (text: string) => void;
  #stopped = false;
  #stream: MediaStream | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onText: (text: string) => void) {
    this.#onText = onText;
  }

  async start(video: HTMLVideoElement | null): Promise<CameraStep> {
    if (video === null) return "none";
    const read = await openReader().catch(() => undefined);
    if (read === undefined) return "away";
    try {
      await this.#show(video);
    } catch (error) {
      this.stop();
      return isRefusal(error) ? "refused" : "none";
    }
    this.#look(video, read);
    return "looking";
  }

  async #show(video: HTMLVideoElement): Promise<void> {
    // Where there is no camera interface at all, this throws as it does where there is no camera.
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
      audio: false,
    });
    this.#stream = stream;
    if (this.#stopped) this.stop();
    video.srcObject = stream;
    await video.play();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
  }

  #look(video: HTMLVideoElement, read: Reader): void {
    if (this.#stopped) return;
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
