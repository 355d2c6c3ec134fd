// Reads the squares on learners' cards with the camera, and sends each code as if it were typed.
(() => {
  "use strict";
  const box = document.getElementById("camera");
  const form = document.getElementById("card");
  if (!box || !form || !navigator.mediaDevices) return;

  const view = document.getElementById("camera_view");
  const start = document.getElementById("camera_start");
  const field = form.elements.code;
  const canvas = document.createElement("canvas");
  const PAUSE = 150; // milliseconds between two looks
  const SAME = 4000; // so long a card that is still held before the camera is not read again
  let busy = false, last = "", lastAt = 0, stream = null;

  const show = (id) => {
    for (const name of ["camera_on", "camera_no"]) document.getElementById(name).hidden = name !== id;
  };

  const script = (address) => new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = resolve;
    tag.onerror = reject;
    document.head.append(tag);
  });

  // What the browser can read itself, or else the reader that comes with the platform.
  async function reader() {
    if ("BarcodeDetector" in window) {
      const known = await BarcodeDetector.getSupportedFormats().catch(() => []);
      if (known.includes("qr_code")) {
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        return async () => (await detector.detect(view))[0]?.rawValue;
      }
    }
    await script(box.dataset.reader);
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const scale = Math.min(1, 800 / view.videoWidth);
      canvas.width = view.videoWidth * scale;
      canvas.height = view.videoHeight * scale;
      pen.drawImage(view, 0, 0, canvas.width, canvas.height);
      const seen = pen.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(seen.data, seen.width, seen.height, { inversionAttempts: "dontInvert" })?.data;
    };
  }

  function found(text) {
    const now = Date.now();
    if (text === last && now - lastAt < SAME) { lastAt = now; return; }
    last = text;
    lastAt = now;
    busy = true;
    field.value = text;
    form.requestSubmit();
  }

  async function look(read) {
    if (!stream) return;
    if (!busy && view.videoWidth) {
      const text = await read().catch(() => null);
      if (text) found(text);
    }
    setTimeout(() => look(read), PAUSE);
  }

  async function open() {
    start.disabled = true;
    try {
      const wanted = { facingMode: "environment", width: { ideal: 1280 } };
      stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      view.srcObject = stream;
      view.hidden = false;
      await view.play();
      const read = await reader();
      start.hidden = true;
      show("camera_on");
      look(read);
    } catch {
      close();
      show("camera_no");
      start.disabled = false;
    }
  }

  function close() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    view.hidden = true;
  }

  form.addEventListener("htmx:afterRequest", (event) => {
    busy = false;
    if (event.detail.xhr.status === 200) field.value = "";
  });
  start.addEventListener("click", open);
  addEventListener("pagehide", close);
  box.hidden = false;
})();
