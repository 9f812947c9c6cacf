// Reads the page aloud and prints it, where the browser can: without this script the two buttons stay hidden.
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
// A photo takes its time: a form that has one says so, and is sent once.
for (const form of document.querySelectorAll('form[enctype]')) {
  form.addEventListener('submit', (event) => {
    const photo = form.querySelector('.photo')
    if (!photo || photo.querySelector('input').files.length === 0) return
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = 'yes'
    const says = document.createElement('span')
    says.className = 'small'
    says.setAttribute('role', 'status')
    says.textContent = '正在上传照片，请等一下'
    photo.append(says)
  })
}
addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent))
