// Answers for the example manifests: the Kubernetes schemas take them, they name only what exists, and they are confined.
import { describe, expect, it } from '@jest/globals';
import { Deployment } from 'kubernetes-models/apps/v1';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { Job } from 'kubernetes-models/batch/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Service, type PodSpec } from 'kubernetes-models/v1';
import { readConfig } from '../../src/config/read-config.js';
import { settings } from '../../src/config/settings.js';
import { commandNames, readManifests, settingKeys, type Manifest } from './container-texts.js';
import { repositoryFiles } from './repository-files.js';
import { unreadPaths } from './unread-paths.js';

const kinds = { Deployment, HorizontalPodAutoscaler, Job, PodDisruptionBudget, ConfigMap, Namespace, Service };
type KindName = keyof typeof kinds;

const files = repositoryFiles(/^deploy\/kubernetes\/.*\.yaml$/).map(({ path }) => path.split('/').at(-1)!);
const manifests = files.filter((name) => name !== 'kustomization.yaml').flatMap(readManifests);
const ofKind = (kind: KindName) => manifests.filter((manifest) => manifest.kind === kind);
const workloads = [...ofKind('Deployment'), ...ofKind('Job')];
const named = manifests.map((manifest) => [`${manifest.kind} ${nameOf(manifest)}`, manifest] as const);

function nameOf(manifest: Manifest): string {
  return (manifest['metadata'] as { name: string }).name;
}

function podOf(manifest: Manifest): PodSpec {
  return (manifest['spec'] as { template: { spec: PodSpec } }).template.spec;
}

function validate(manifest: Manifest): void {
  // Not on an instance: its constructor copies the manifest, and so hides which fields the validator reads.
  kinds[manifest.kind as KindName].prototype.validate.call(manifest);
}

const broken = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  spec: { selector: {}, replicas: 'two', template: { spec: { containers: [{ name: 'web', livenesProbe: {} }] } } },
};

describe('Kubernetes manifests', () => {
  it.each(named)('fit the schema and have no unknown field, when %s is checked', (_, manifest) => {
    expect(() => {
      validate(manifest);
    }).not.toThrow();
    expect(unreadPaths(manifest, validate)).toEqual([]);
  });

  it('would be refused, when a type is wrong or a field has a typing error', () => {
    expect(() => {
      validate(broken);
    }).toThrow(/replicas/);
    const misspelt = { ...broken, spec: { ...broken.spec, replicas: 2 } };
    expect(unreadPaths(misspelt, validate)).toEqual(['spec.template.spec.containers.0.livenesProbe']);
  });

  it('are all there, when web, worker and migrate are looked for', () => {
    expect(ofKind('Deployment').map(nameOf)).toEqual(['fairknock-web', 'fairknock-worker']);
    expect(ofKind('Job').map(nameOf)).toEqual(['fairknock-migrate']);
    for (const kind of ['PodDisruptionBudget', 'HorizontalPodAutoscaler'] as const) {
      expect(ofKind(kind).map(nameOf)).toEqual(['fairknock-web', 'fairknock-worker']);
    }
    const resources = readManifests('kustomization.yaml')[0]?.['resources'];
    expect([...(resources as string[])].sort()).toEqual(files.filter((name) => name !== 'kustomization.yaml').sort());
  });

  it('run commands and set settings that there are, when a pod starts', () => {
    const commands = workloads.map((manifest) => podOf(manifest).containers[0]?.args?.[0]);
    expect(commands.sort()).toEqual(['migrate', 'serve', 'worker']);
    expect(commands.filter((command) => !commandNames.includes(command ?? ''))).toEqual([]);
    const data = ofKind('ConfigMap')[0]?.['data'] as Record<string, string>;
    expect(Object.keys(data).filter((key) => key.startsWith('FAIRKNOCK_') && !settingKeys.has(key))).toEqual([]);
    // Only the secrets come as files, and those are not on this machine.
    const plain = Object.fromEntries(Object.entries(data).filter(([key]) => !/_FILE$/.test(key)));
    expect(readConfig(plain).config.publicUrl).toBe(data['FAIRKNOCK_PUBLIC_URL']);
  });

  it('confine every container, when a cluster enforces the restricted profile', () => {
    for (const pod of workloads.map(podOf)) {
      expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
      for (const container of [...pod.containers, ...(pod.initContainers ?? [])]) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(container.resources?.requests).toBeDefined();
        expect(container.resources?.limits?.['memory']).toBeDefined();
      }
    }
  });

  it('put no foreign FAIRKNOCK_ variable into the environment, when Services are named after us', () => {
    for (const pod of workloads.map(podOf)) expect(pod.enableServiceLinks).toBe(false);
  });

  it('ask for life and readiness apart, when a part is away', () => {
    for (const manifest of ofKind('Deployment')) {
      const [container] = podOf(manifest).containers;
      expect(container?.livenessProbe?.httpGet?.path).toBe('/health');
      expect(container?.readinessProbe?.httpGet?.path).toBe('/ready');
    }
  });

  it('give longer than the drain takes, when a pod is told to end', () => {
    const drainSeconds = Number(settings.smtpTimeoutSeconds.default) + 30;
    for (const manifest of ofKind('Deployment')) {
      expect(podOf(manifest).terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds + 15);
    }
  });
});
