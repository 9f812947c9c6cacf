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
for (const paper of document.querySelectorAll('.photo input')) {
  const says = paper.parentElement.querySelector('[role=status]')
  const fields = document.querySelectorAll(`input.${paper.dataset.fills}`)
  const name = (text) => fields.forEach((field) => (field.value = text))
  let tries = 0
  paper.parentElement.hidden = false
  paper.addEventListener('change', async () => {
    const file = paper.files[0]
    const mine = ++tries
    name('')
    says.textContent = ''
    if (!file || fields.length === 0) return
    says.textContent = '正在上传照片'
    try {
      const once = fields[0].form.elements.once.value
      const answer = await fetch(paper.dataset.to, {
        method: 'POST',
        body: file,
        headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': `${once.slice(0, 32)}-${paper.id}-${mine}` },
      })
      const body = await answer.json()
      if (mine !== tries) return
      if (answer.ok) name(body.scan_id)
      says.textContent = answer.ok ? '照片传好了，跟着一起交' : body.detail || body.title
    } catch {
      if (mine === tries) says.textContent = '照片没传上去，请再选一次'
    }
  })
}
