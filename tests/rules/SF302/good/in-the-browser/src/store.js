import { ref } from 'vue';

export class Settings {
  status = ref('waiting');

  constructor() {
    setInterval(() => this.detect(), 1000);
  }

  detect() {
    this.status.value = window.extension ? 'there' : 'missing';
    this.keep();
  }

  async keep() {
    await window.extension.write(this.status.value);
  }
}
