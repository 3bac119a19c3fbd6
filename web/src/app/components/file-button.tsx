import { chooserCloses, chooserOpens } from "../attention";
import { Pictogram, type PictogramName } from "../pictograms/pictogram";

interface Props {
  kind?: "main" | "second";
  small?: boolean;
  picture: PictogramName;
  /** Asks for the camera where there is one. */
  camera?: boolean;
  /** One file at most. */
  single?: boolean;
  /** Endings or media types that the chooser shows first. */
  accept?: string;
  onFiles: (files: File[]) => void;
  children: string;
}

/** A file input that looks like a button: the input itself takes the touch, the focus and the name. */
export function FileButton(props: Props) {
  const { kind = "second", small = false, picture, camera = false, single = false, accept, onFiles, children } = props;
  return (
    <label class={`button chooser ${kind}${small ? " small" : ""}`}>
      <Pictogram name={picture} />
      <span>{children}</span>
      <input
        type="file"
        multiple={!camera && !single}
        accept={camera ? "image/*" : accept}
        capture={camera ? "environment" : undefined}
        onClick={chooserOpens}
        onCancel={chooserCloses}
        onChange={(change) => {
          chooserCloses();
          const files = [...(change.currentTarget.files ?? [])];
          // The same file may be chosen twice.
          change.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
