import { Pictogram, type PictogramName } from "../pictograms/pictogram";

interface Props {
  kind?: "main" | "second";
  small?: boolean;
  picture: PictogramName;
  /** Asks for the camera where there is one. */
  camera?: boolean;
  onFiles: (files: File[]) => void;
  children: string;
}

/** A file input that looks like a button: the input itself takes the touch, the focus and the name. */
export function FileButton({ kind = "second", small = false, picture, camera = false, onFiles, children }: Props) {
  return (
    <label class={`button chooser ${kind}${small ? " small" : ""}`}>
      <Pictogram name={picture} />
      <span>{children}</span>
      <input
        type="file"
        multiple={!camera}
        accept={camera ? "image/*" : undefined}
        capture={camera ? "environment" : undefined}
        onChange={(change) => {
          const files = [...(change.currentTarget.files ?? [])];
          // The same file may be chosen twice.
          change.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
