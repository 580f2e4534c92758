import {render} from 'preact';
import {App} from './views/app';
import './styles/console.css';

render(<App />, document.getElementById('app')!);
