# SPDX-License-Identifier: MIT
#
# Clazy as a plugin of Clang: the checks of level 0 and 1 are kept clean here, but for these, each with its reason.
set(HSF_CLAZY_CHECKS level1
    no-range-loop-detach        # takes a list that a function has just returned for a shared one
    no-container-anti-pattern   # keys() is a copy on purpose where the loop changes the map; elsewhere the maps are small
    no-non-pod-global-static    # strings from literals take no memory and depend on nothing
    no-no-module-include        # <QtWidgets> stands in a precompiled header alone
)
string(JOIN "," HSF_CLAZY_CHECKS ${HSF_CLAZY_CHECKS})
add_compile_options("SHELL:-Xclang -load -Xclang ClazyPlugin.so" "SHELL:-Xclang -add-plugin -Xclang clazy"
    "SHELL:-Xclang -plugin-arg-clazy -Xclang ${HSF_CLAZY_CHECKS}" -Wno-unknown-warning-option)
