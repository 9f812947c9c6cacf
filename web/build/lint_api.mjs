// Holds an OpenAPI document against the recommended rules of Redocly and Spectral; nothing is asked of the network.
// usage: lint_api.mjs DOCUMENT      prints a line for each finding, of whatever severity; the status is 1 when there are any
import { readFileSync } from 'node:fs'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectral from '@stoplight/spectral-core'
import parsers from '@stoplight/spectral-parsers'
import rulesets from '@stoplight/spectral-rulesets'

const path = process.argv[2]
const text = readFileSync(path, 'utf8')

// No rule of either is switched off. One that has to be stands here with its reason.
const redoclyRules = { extends: ['recommended'] }
const spectralRules = { extends: [[rulesets.oas, 'recommended']] }

async function byRedocly() {
    const config = await createConfig(redoclyRules)
    const found = await lintFromString({ source: text, absoluteRef: path, config })
    return found.map((it) => `redocly ${it.ruleId}: ${it.location[0]?.pointer ?? ''}: ${it.message}`)
}

async function bySpectral() {
    const linter = new spectral.Spectral()
    linter.setRuleset(spectralRules)
    const found = await linter.run(new spectral.Document(text, parsers.Json, path))
    return found.map((it) => `spectral ${it.code}: #/${it.path.join('/')}: ${it.message}`)
}

const findings = [...(await byRedocly()), ...(await bySpectral())]
for (const line of findings) console.log(line.replaceAll('\n', ' '))
process.exitCode = findings.length > 0 ? 1 : 0
