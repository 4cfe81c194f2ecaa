/** The longest side sent, in pixels, and the size below which a JPEG is sent as it is re-drawn anyway. */
const longest = 1920;

/**
 * Draws a photograph anew at no more than 1,920 px as JPEG, which turns it the right way up and leaves the camera's notes (place,
 * device) behind. What this browser cannot draw is handed on as it is: the server checks and re-encodes everything.
 */
export async function downscale(file: Blob): Promise<File> {
  const name = `${(file instanceof File ? file.name : 'photo').replace(/\.[^.]*$/, '') || 'photo'}.jpg`;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const share = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    const brush = canvas.getContext('2d');
    if (!brush) throw new Error('no canvas');
    brush.fillStyle = '#ffffff';
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (!blob) throw new Error('no blob');
    return new File([blob], name, { type: 'image/jpeg' });
  } catch {
    return file instanceof File ? file : new File([file], name, { type: file.type || 'application/octet-stream' });
  }
}
