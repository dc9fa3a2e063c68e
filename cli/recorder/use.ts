// What a process of its own is started with, to find the recorder from its first import on.
import { useRecorder } from "./hooks.ts";

useRecorder();
