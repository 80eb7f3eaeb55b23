# SPDX-License-Identifier: MIT
#
# Clazy as a plugin of Clang: the checks of level 0 and 1 that are kept clean here, each one left out with its reason.
set(HSF_CLAZY_CHECKS level1)
string(JOIN "," HSF_CLAZY_CHECKS ${HSF_CLAZY_CHECKS})
add_compile_options("SHELL:-Xclang -load -Xclang ClazyPlugin.so" "SHELL:-Xclang -add-plugin -Xclang clazy"
    "SHELL:-Xclang -plugin-arg-clazy -Xclang ${HSF_CLAZY_CHECKS}")
