// Copies what stands on a page; records sound and puts it into the form, as if it were chosen there.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copies]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
      document.getElementById(`${button.id}_done`).textContent = button.dataset.done;
    });
  }

  const box = document.getElementById("recorder");
  const files = document.getElementById("add_files");
  if (!box || !navigator.mediaDevices || !window.MediaRecorder) return;
  const part = (name) => document.getElementById(`record_${name}`);
  const MOST = 600; // seconds
  // what every browser plays comes first
  const FORMS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/mp4", "audio/ogg"];
  let recorder = null, stream = null, began = 0, sound = null, address = "";
  box.hidden = false;

  const show = (recording) => {
    part("start").hidden = recording;
    part("stop").hidden = !recording;
    (recording ? part("stop") : part("start")).focus();
  };

  const tell = (words) => { part("words").textContent = words; };

  function look(meter, values) {
    if (!stream) return;
    const seconds = Math.floor((Date.now() - began) / 1000);
    part("time").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    meter.getFloatTimeDomainData(values);
    part("level").value = Math.min(1, Math.max(...values.map(Math.abs)));
    if (seconds >= MOST) { tell(box.dataset.long); stop(); } else requestAnimationFrame(() => look(meter, values));
  }

  function keep(pieces, form) {
    const kind = form.split(";")[0];
    const file = new File(pieces, `recording.${{ "audio/mp4": "m4a", "audio/ogg": "ogg" }[kind] || "webm"}`, { type: kind });
    const chosen = new DataTransfer();
    chosen.items.add(file);
    files.files = chosen.files;
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(file);
    part("sound").src = address;
    part("listen").hidden = false;
    part("sound").focus();
  }

  async function start() {
    tell("");
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      tell(error.name === "NotFoundError" ? box.dataset.none : box.dataset.denied);
      return;
    }
    const form = FORMS.find((one) => MediaRecorder.isTypeSupported(one)) || "";
    const pieces = [];
    recorder = new MediaRecorder(stream, form ? { mimeType: form, audioBitsPerSecond: 48000 } : {});
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => keep(pieces, recorder.mimeType || form));
    sound = new AudioContext();
    const meter = sound.createAnalyser();
    sound.createMediaStreamSource(stream).connect(meter);
    began = Date.now();
    recorder.start();
    show(true);
    look(meter, new Float32Array(meter.fftSize));
  }

  function stop() {
    if (!stream) return;
    recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    stream = null;
    sound.close();
    part("level").value = 0;
    show(false);
  }

  part("start").addEventListener("click", start);
  part("stop").addEventListener("click", stop);
  window.addEventListener("pagehide", stop);
})();
