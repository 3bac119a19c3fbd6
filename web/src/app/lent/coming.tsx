import { useOthersSetting } from "../people/others-setting";

/** Stands where something that is lent was asked for and hasn't come yet. */
export function Coming() {
  const { texts } = useOthersSetting();
  return (
    <p class="placeholder" role="status">
      {texts.wait}
    </p>
  );
}
