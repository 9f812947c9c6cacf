/** What a packer hears without looking: right one high, wrong two low, done two high, stop a long low one. */
export type Sound = 'right' | 'wrong' | 'done' | 'stop'

const TONES: Record<Sound, [hertz: number, milliseconds: number][]> = {
    right: [[1320, 90]],
    wrong: [[240, 160], [0, 60], [240, 160]],
    done: [[1320, 90], [0, 40], [1760, 140]],
    stop: [[180, 900]],
}
export const VOLUMES = ['关', '小', '中', '大'] as const
const GAIN = [0, 0.05, 0.18, 0.45]
const SLOT = 'packing:volume'

let audio: AudioContext | null = null
let volume = Number(localStorage.getItem(SLOT) ?? 2)

export const volumeNow = () => (GAIN[volume] === undefined ? 2 : volume)

export function nextVolume(): number {
    volume = (volumeNow() + 1) % VOLUMES.length
    localStorage.setItem(SLOT, String(volume))
    play('right')
    return volume
}

/** Plays it, if the browser lets a page make sounds. */
export function play(sound: Sound): void {
    const gain = GAIN[volumeNow()]!
    if (gain === 0 || typeof AudioContext === 'undefined') return
    audio ??= new AudioContext()
    const amount = audio.createGain()
    amount.gain.value = gain
    amount.connect(audio.destination)
    let at = audio.currentTime
    for (const [hertz, milliseconds] of TONES[sound]) {
        const end = at + milliseconds / 1000
        if (hertz > 0) {
            const tone = audio.createOscillator()
            tone.type = 'square'
            tone.frequency.value = hertz
            tone.connect(amount)
            tone.start(at)
            tone.stop(end)
        }
        at = end
    }
}
