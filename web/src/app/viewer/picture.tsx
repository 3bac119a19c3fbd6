import { useEffect, useRef, useState } from "preact/hooks";
import { dimensionsOf, headerBytes, isDrawable } from "../papers/dimensions";
import type { Kind } from "../papers/kinds";
import { Note } from "../components/note";
import { useSetting } from "../setting";
import { ViewTools } from "./tools";
import { farthest } from "./zoom";

interface Props {
  name: string;
  kind: Kind;
  blob: Blob;
  /** The blob's. */
  address: string;
  /** Fills the screen, and can be looked at nearer. */
  large: boolean;
  turned: boolean;
  onShown: (shown: boolean) => void;
}

/** A picture, once its header has said that it is small enough to be decoded. */
export function PictureView({ name, kind, blob, address, large, turned, onShown }: Props) {
  const { texts } = useSetting();
  const [state, setState] = useState<"measured" | "big" | "broken">();

  const hide = (why: "big" | "broken") => {
    setState(why);
    onShown(false);
  };

  useEffect(() => {
    let here = true;
    void blob.slice(0, headerBytes).arrayBuffer().then((start) => {
      if (!here) return;
      const size = dimensionsOf(new Uint8Array(start), kind);
      if (isDrawable(size)) setState("measured");
      else hide(size === undefined ? "broken" : "big");
    });
    return () => {
      here = false;
    };
  }, [blob]);

  if (state === undefined) return null;
  if (state !== "measured") return <Note kind="wait">{state === "big" ? texts.viewer.big : texts.paper.brokenPicture}</Note>;
  const onError = () => {
    hide("broken");
  };
  return large ? (
    <NearPicture name={name} address={address} turned={turned} onError={onError} />
  ) : (
    <img src={address} alt={name} onError={onError} />
  );
}

/** Fits its place, or overflows it by the zoom. */
function NearPicture({ name, address, turned, onError }: { name: string; address: string; turned: boolean; onError: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(farthest);
  const [natural, setNatural] = useState<Size>();
  const [room, setRoom] = useState<Size>();

  useEffect(() => {
    const measure = () => {
      if (place.current !== null) setRoom({ width: place.current.clientWidth, height: place.current.clientHeight });
    };
    measure();
    addEventListener("resize", measure);
    return () => {
      removeEventListener("resize", measure);
    };
  }, []);

  const drawn = natural && room && fitted(natural, room, zoom, turned);
  return (
    <>
      <div class="near" ref={place} tabIndex={zoom > farthest ? 0 : undefined} role={zoom > farthest ? "group" : undefined} aria-label={zoom > farthest ? name : undefined}>
        <div style={drawn && { inlineSize: `${turned ? drawn.height : drawn.width}px`, blockSize: `${turned ? drawn.width : drawn.height}px` }}>
          <img
            src={address}
            alt={name}
            class={turned ? "quarter" : undefined}
            style={drawn && { inlineSize: `${drawn.width}px`, blockSize: `${drawn.height}px` }}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
              setNatural({ width, height });
            }}
            onError={onError}
          />
        </div>
      </div>
      <ViewTools zoom={zoom} onZoom={setZoom} />
    </>
  );
}

interface Size {
  width: number;
  height: number;
}

/** The picture's own sides, before it is turned. */
function fitted({ width, height }: Size, room: Size, zoom: number, turned: boolean): Size {
  const [across, down] = turned ? [height, width] : [width, height];
  const scale = Math.min(room.width / across, room.height / down) * zoom;
  return { width: Math.floor(width * scale), height: Math.floor(height * scale) };
}
