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
