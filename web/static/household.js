// Reads the page aloud, prints it and sends a photo along, where the browser can: without this script the two buttons and the photo's field stay hidden.
'use strict'
const read = document.getElementById('read')
const print = document.getElementById('print')
if (read && 'speechSynthesis' in window) {
  read.hidden = false
  read.addEventListener('click', () => {
    speechSynthesis.cancel()
    const lines = [...document.querySelectorAll('.entry')].map((entry) =>
      [...entry.querySelectorAll('p')].map((p) => p.getAttribute('aria-label') || p.textContent).join('，'),
    )
    const words = new SpeechSynthesisUtterance(read.dataset.say + lines.join('。'))
    words.lang = 'zh-CN'
    words.rate = 0.85
    speechSynthesis.speak(words)
  })
}
if (print) {
  print.hidden = false
  print.addEventListener('click', () => window.print())
}
const paper = document.getElementById('paper')
if (paper) {
  const says = document.getElementById('photo-says')
  const scan = document.getElementById('scan')
  const once = scan.form.elements.once.value
  let tries = 0
  document.getElementById('photo').hidden = false
  paper.addEventListener('change', async () => {
    const file = paper.files[0]
    const mine = ++tries
    scan.value = ''
    says.textContent = ''
    if (!file) return
    says.textContent = '正在上传照片'
    try {
      const answer = await fetch(paper.dataset.to, {
        method: 'POST',
        body: file,
        headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': `${once.slice(0, 32)}-${mine}` },
      })
      const body = await answer.json()
      if (mine !== tries) return
      if (answer.ok) scan.value = body.scan_id
      says.textContent = answer.ok ? '照片传好了，点“提交”一起交' : body.detail || body.title
    } catch {
      if (mine === tries) says.textContent = '照片没传上去，请再选一次'
    }
  })
}
