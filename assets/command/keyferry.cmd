@echo off
rem Starts the keyferry command that came with the desktop program, with the Node.js of this machine.
setlocal
set "KEYFERRY_FOUND=no node on PATH"
for /f "tokens=1,2 delims=v." %%a in ('node --version 2^>nul') do (
  set "KEYFERRY_FOUND=node on PATH is %%a.%%b"
  if %%a gtr 22 goto run
  if %%a equ 22 if %%b geq 13 goto run
)
echo keyferry: Node.js 22.13 or later is needed (%KEYFERRY_FOUND%). Install it from https://nodejs.org/. 1>&2
exit /b 127
:run
endlocal & node "%~dp0keyferry.mjs" %*
