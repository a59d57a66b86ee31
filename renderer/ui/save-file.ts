/** Hands a file to the person through the browser's own way of saving; the desktop program asks where to. */
export const saveFile = (name: string, content: string | Uint8Array<ArrayBuffer>, type = "text/plain"): void => {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
